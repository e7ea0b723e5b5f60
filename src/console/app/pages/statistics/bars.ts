import { type Colours } from '../../charts/chart.js';
import { type EChartsCoreOption } from '../../charts/echarts.js';

const FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif";

/** Numbers side by side, the first on top, each with its value at its end. */
export function barsOption(
  bars: readonly { readonly label: string; readonly value: number }[],
  colours: Colours,
): EChartsCoreOption {
  return {
    textStyle: { fontFamily: FONT, color: colours.ink },
    grid: { left: 8, right: 48, top: 8, bottom: 8, containLabel: true },
    xAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: colours.quiet, hideOverlap: true },
      splitLine: { lineStyle: { color: colours.line, type: 'dotted' } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ label }) => label),
      axisLabel: { color: colours.ink, width: 150, overflow: 'break' },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'bar',
        data: bars.map(({ value }) => value),
        barMaxWidth: 18,
        itemStyle: { color: colours.strong },
        label: { show: true, position: 'right', color: colours.ink },
      },
    ],
  };
}
