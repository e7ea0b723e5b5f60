import { Switch } from 'antd';
import { Fragment, useState, type ReactNode } from 'react';

import { Nothing } from '../frame/states.js';
import { useSpeech } from '../words/words.js';
import { rowsOf, type Report } from './faults.js';
import { letterOf, type Grid } from './grid.js';

/** Rows that are drawn at once; the rest is counted. */
const MOST_SHOWN = 200;

/** The sheet, with what is wrong marked in its cell and said below its row. */
export function SheetWithFaults({
  report,
  grid,
}: {
  readonly report: Report;
  readonly grid: Grid | undefined;
}): ReactNode {
  const { t, said } = useSpeech();
  const [all, setAll] = useState(report.rejected === 0);
  const { rows, ofAll } = rowsOf(report.rows);
  const chosen = all ? rows : rows.filter(({ remarks }) => remarks.length > 0);
  const shown = chosen.slice(0, MOST_SHOWN);
  const width = Math.max(1, ...shown.map(({ row }) => grid?.[row - 1]?.length ?? 0));
  const meaning = new Map(
    Object.values(report.columns as Record<string, { column: string; heading: string }>).map(({ column, heading }) => [
      column,
      heading,
    ]),
  );
  const letters = Array.from({ length: width }, (_, at) => letterOf(at));
  return (
    <div>
      <div className="form-actions">
        <h3>{t('import.rows')}</h3>
        <label className="switch-label">
          <Switch checked={all} onChange={setAll} size="small" /> {t('import.showAll')}
        </label>
      </div>
      {ofAll.map((entry) => (
        <p key={entry.code} className={entry.severity === 'info' ? 'quiet' : 'warn'}>
          {said(entry.message as never)}
        </p>
      ))}
      {shown.length === 0 ? (
        <Nothing text={t('import.noFaults')} />
      ) : (
        // wider than the page it scrolls, and so is reached by keyboard as well
        <div className="sheet-frame" tabIndex={0} role="region" aria-label={t('import.rows')}>
          <table className="sheet">
            <thead>
              <tr>
                <th scope="col">{t('import.row')}</th>
                <th scope="col">{t('import.outcome')}</th>
                {letters.map((letter) => (
                  <th key={letter} scope="col">
                    {letter}
                    <span className="block quiet">{meaning.get(letter) ?? ''}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ row, outcome, remarks }) => {
                const wrong = new Set(remarks.map(({ column }) => column));
                return (
                  <Fragment key={row}>
                    <tr className={outcome === 'rejected' ? 'rejected' : undefined}>
                      <th scope="row">{row}</th>
                      <td>{outcome === null ? t('import.counts.skipped') : t(`import.counts.${outcome}`)}</td>
                      {letters.map((letter, at) => (
                        <td key={letter} className={wrong.has(letter) ? 'wrong' : undefined}>
                          {wrong.has(letter) && <span className="sr">{t('import.wrongCell')}</span>}
                          {grid?.[row - 1]?.[at] ?? ''}
                        </td>
                      ))}
                    </tr>
                    {remarks.map((remark) => (
                      <tr key={`${remark.code} ${remark.column ?? ''}`} className="remark">
                        <td colSpan={2} />
                        <td colSpan={width}>
                          <span className={remark.severity === 'error' ? 'fault' : 'warn'}>
                            {remark.column !== null && <strong>{remark.column} </strong>}
                            {said(remark.message as never)}
                          </span>
                        </td>
                      </tr>
                    ))}
                  </Fragment>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {chosen.length + report.rowsLeftOut > shown.length && (
        <p className="quiet">{t('import.more', { n: chosen.length + report.rowsLeftOut - shown.length })}</p>
      )}
    </div>
  );
}
