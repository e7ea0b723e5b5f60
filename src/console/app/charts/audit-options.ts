import { type Colours } from './chart.js';
import { type Cell } from './csv.js';
import { type EChartsCoreOption } from './echarts.js';
import { stacked } from './strip.js';

/* What the pictures of an auditor are made of. What the hints say stands in the data: nothing here is text. */

const FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif";

/** Hints are drawn on the canvas: as HTML they would carry styles that the page's policy refuses. */
const hint = (colours: Colours): object => ({
  renderMode: 'richText',
  backgroundColor: colours.sheet,
  borderColor: colours.line,
  textStyle: { color: colours.ink, fontFamily: FONT },
});

const axis = (colours: Colours): object => ({
  axisLabel: { color: colours.ink },
  axisLine: { lineStyle: { color: colours.line } },
  axisTick: { lineStyle: { color: colours.line } },
  splitLine: { lineStyle: { color: colours.line, type: 'dotted' } },
  nameTextStyle: { color: colours.quiet },
});

interface Person {
  readonly id: number;
  readonly name: string;
}
interface Pair {
  readonly one: number;
  readonly other: number;
  readonly together: number;
}

/** A field for each two, the same on both sides of the diagonal. */
export function matrixOption(officers: readonly Person[], pairs: readonly Pair[], colours: Colours): EChartsCoreOption {
  const at = new Map(officers.map(({ id }, place) => [id, place]));
  const counts = new Map(pairs.map(({ one, other, together }) => [`${one} ${other}`, together]));
  const most = pairs.reduce((high, { together }) => Math.max(high, together), 1);
  const names = officers.map(({ name }) => name);
  const fields = officers.flatMap((row) =>
    officers
      .filter(({ id }) => id !== row.id)
      .map((column) => {
        const key = row.id < column.id ? `${row.id} ${column.id}` : `${column.id} ${row.id}`;
        return [at.get(column.id) ?? 0, at.get(row.id) ?? 0, counts.get(key) ?? 0] as const;
      }),
  );
  const labelled = officers.length <= 30;
  return {
    textStyle: { fontFamily: FONT },
    tooltip: {
      ...hint(colours),
      formatter: ({ value: [x, y, n] }: { readonly value: readonly [number, number, number] }) =>
        `${names[y] ?? ''} + ${names[x] ?? ''}: ${n}`,
    },
    grid: { left: 8, right: 8, top: 8, bottom: 56, containLabel: true },
    xAxis: {
      type: 'category',
      data: names,
      ...axis(colours),
      axisLabel: { color: colours.ink, rotate: 45, interval: 0 },
    },
    yAxis: {
      type: 'category',
      data: names,
      inverse: true,
      ...axis(colours),
      axisLabel: { color: colours.ink, interval: 0 },
    },
    visualMap: {
      type: 'continuous',
      min: 0,
      max: most,
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 160,
      text: [String(most), '0'],
      textStyle: { color: colours.ink },
      inRange: { color: [colours.sheet, colours.mark, colours.strong] },
    },
    series: [
      {
        type: 'heatmap',
        data: fields,
        itemStyle: { borderColor: colours.line, borderWidth: 1 },
        label: {
          show: labelled,
          // on a dark field the number would not be seen in ink
          formatter: ({ value: [, , n] }: { readonly value: readonly [number, number, number] }) =>
            n > most * 0.8 ? `{on|${n}}` : `{off|${n}}`,
          rich: { on: { color: colours.sheet, fontWeight: 'bold' }, off: { color: colours.ink } },
        },
      },
    ],
  };
}

export function tableOfPairs(
  officers: readonly Person[],
  pairs: readonly Pair[],
  head: readonly string[],
): { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] } {
  const counts = new Map(pairs.map(({ one, other, together }) => [`${one} ${other}`, together]));
  const rows = officers.flatMap((row, at) =>
    officers.slice(at + 1).map((column): Cell[] => {
      const key = row.id < column.id ? `${row.id} ${column.id}` : `${column.id} ${row.id}`;
      return [row.name, column.name, counts.get(key) ?? 0];
    }),
  );
  return { head, rows: rows.sort((a, b) => Number(b[2]) - Number(a[2])) };
}

export interface Load {
  readonly name: string;
  readonly load: number;
}

/** A point for each person at his load, one above the other; of very many a bar for each load. */
export function stripOption(loads: readonly Load[], colours: Colours): EChartsCoreOption {
  const points = stacked(loads);
  const high = points.reduce((most, { height }) => Math.max(most, height), 1);
  const common = {
    textStyle: { fontFamily: FONT },
    tooltip: {
      ...hint(colours),
      formatter: ({ name, value }: { readonly name: string; readonly value: readonly number[] }) =>
        `${name} ${value[0] ?? ''}`,
    },
    grid: { left: 16, right: 24, top: 12, bottom: 8, containLabel: true },
    xAxis: { type: 'value', minInterval: 1, min: 0, ...axis(colours) },
    yAxis: { type: 'value', show: false, min: 0, max: high + 1 },
  };
  if (high > 30) {
    const counts = new Map<number, number>();
    for (const { load } of loads) counts.set(load, (counts.get(load) ?? 0) + 1);
    const data = [...counts].map(([load, people]) => ({ name: `${people} ×`, value: [load, people] }));
    return { ...common, series: [{ type: 'bar', data, itemStyle: { color: colours.strong } }] };
  }
  const data = points.map(({ name, load, height }) => ({ name, value: [load, height] }));
  return { ...common, series: [{ type: 'scatter', symbolSize: 12, data, itemStyle: { color: colours.strong } }] };
}

export const tableOfLoads = (
  loads: readonly Load[],
  head: readonly string[],
): { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] } => ({
  head,
  rows: [...loads].sort((a, b) => b.load - a.load).map(({ load, name }) => [name, load]),
});

export interface Chance {
  readonly name: string;
  /** Per cent. */
  readonly chance: number;
}

/** A bar for each stratum, in the order that is given. */
export function chancesOption(chances: readonly Chance[], colours: Colours): EChartsCoreOption {
  return {
    textStyle: { fontFamily: FONT },
    tooltip: {
      ...hint(colours),
      formatter: ({ name, value }: { readonly name: string; readonly value: number }) =>
        `${name}: ${value.toFixed(2)} %`,
    },
    grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
    xAxis: {
      type: 'value',
      min: 0,
      max: 100,
      ...axis(colours),
      axisLabel: { color: colours.ink, formatter: '{value} %' },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: chances.map(({ name }) => name),
      ...axis(colours),
      axisLabel: { color: colours.ink, interval: 0, width: 220, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 28,
        data: chances.map(({ chance }) => chance),
        itemStyle: { color: colours.strong },
        label: {
          show: true,
          position: 'right',
          color: colours.ink,
          formatter: ({ value }: { readonly value: number }) => `${value.toFixed(1)} %`,
        },
      },
    ],
  };
}
