import { Button } from 'antd';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

import { save } from '../api/download.js';
import { useSpeech } from '../words/words.js';
import { csvOf, type Cell } from './csv.js';
import { init, type ECharts, type EChartsCoreOption } from './echarts.js';
import './chart.css';
import '../words/audit-words.js';

/** The colours of the page as it is shown. */
export interface Colours {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly sheet: string;
  readonly strong: string;
  readonly mark: string;
}

/** On paper: black on white, whatever the screen looks like. */
const PAPER: Colours = {
  ink: '#000000',
  quiet: '#333333',
  line: '#999999',
  sheet: '#ffffff',
  strong: '#24527a',
  mark: '#e4edf5',
};

function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: of('--ink'),
    quiet: of('--quiet'),
    line: of('--line'),
    sheet: of('--sheet'),
    strong: of('--strong'),
    mark: of('--mark'),
  };
}

export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A picture with its table, which says the same; both can be saved. */
export default function Chart({
  title,
  told,
  name,
  height,
  option,
  table,
}: {
  readonly title: string;
  /** What the picture shows, for those who do not see it. */
  readonly told: string;
  /** Of the files. */
  readonly name: string;
  readonly height: number;
  readonly option: (colours: Colours) => EChartsCoreOption;
  readonly table: ChartTable;
}): ReactNode {
  const { t, count } = useSpeech();
  const ids = useId();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const [look, setLook] = useState(document.documentElement.dataset.look);

  useEffect(() => {
    const watch = new MutationObserver(() => setLook(document.documentElement.dataset.look));
    watch.observe(document.documentElement, { attributeFilter: ['data-look'] });
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const made = init(element, undefined, { renderer: 'canvas' });
    chart.current = made;
    const fits = new ResizeObserver(() => made.resize());
    fits.observe(element);
    return () => {
      fits.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    const draw = (colours: Colours): void =>
      void chart.current?.setOption({ animation: false, ...option(colours) }, { notMerge: true });
    const shown = (): void => draw(coloursOf(document.documentElement));
    const onPaper = (): void => draw(PAPER);
    shown();
    addEventListener('beforeprint', onPaper);
    addEventListener('afterprint', shown);
    return () => {
      removeEventListener('beforeprint', onPaper);
      removeEventListener('afterprint', shown);
    };
  }, [option, look]);

  const savePicture = (): void => {
    const colours = coloursOf(document.documentElement);
    chart.current
      ?.renderToCanvas({ pixelRatio: 2, backgroundColor: colours.sheet })
      .toBlob((picture) => picture !== null && save(picture, `${name}.png`));
  };
  const saveTable = (): void =>
    save(new Blob([csvOf([table.head, ...table.rows])], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
  return (
    <figure className="chart" aria-labelledby={`${ids}title`}>
      <figcaption>
        <h3 id={`${ids}title`}>{title}</h3>
        <span className="chart-save">
          <Button size="small" onClick={savePicture}>
            {t('charts.png')}
            <span className="sr"> {title}</span>
          </Button>
          <Button size="small" onClick={saveTable}>
            {t('charts.csv')}
            <span className="sr"> {title}</span>
          </Button>
        </span>
      </figcaption>
      <div ref={place} role="img" aria-label={told} style={{ height }} />
      <details>
        <summary>{t('charts.table')}</summary>
        <div className="chart-table" tabIndex={0}>
          <table className="plain">
            <thead>
              <tr>
                {table.head.map((cell, at) => (
                  <th key={at} scope="col" className={typeof table.rows[0]?.[at] === 'number' ? 'number' : undefined}>
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, column) =>
                    column === 0 ? (
                      <th key={column} scope="row">
                        {cell}
                      </th>
                    ) : (
                      <td key={column} className={typeof cell === 'number' ? 'number' : undefined}>
                        {typeof cell === 'number' ? count(cell) : cell}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
