import { lazy, Suspense, useCallback, type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { type Colours } from '../../charts/chart.js';
import { Asking } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { barsOption } from './bars.js';
import { slices } from './report.js';

const Chart = lazy(() => import('../../charts/chart.js'));

type Statistics = Schemas['StatisticsResponse'];

const MOST_OFFICERS = 30;

/** The pictures of the year: where the inspections stand, what was found, and how even the loads are. */
export default function Pictures({ statistics }: { readonly statistics: Statistics }): ReactNode {
  const { t, said } = useSpeech();
  const { agency, figures, officers, year } = statistics;
  const named = (beginning: string): Bar[] =>
    slices(figures, beginning).map(({ label, value }) => ({
      label: said(label).replace(/^.*[：:]\s*/, ''),
      value: value ?? 0,
    }));
  const pictures = [
    { name: 'inspections', bars: named('inspections') },
    { name: 'findings', bars: named('findings') },
    {
      name: 'officers',
      bars: officers.slice(0, MOST_OFFICERS).map(({ name, visits }) => ({ label: name, value: visits })),
    },
  ] as const;
  return (
    <div className="pictures">
      {pictures.map(
        ({ bars, name }) =>
          bars.length > 0 && (
            <section key={name} className="card">
              <Picture
                title={t(`statistics.pictures.${name}`)}
                file={`${name}-${agency.code}-${year}`}
                head={[t('dashboard.share'), t('statistics.value')]}
                bars={bars}
              />
            </section>
          ),
      )}
    </div>
  );
}

export interface Bar {
  readonly label: string;
  readonly value: number;
}

function Picture({
  title,
  file,
  head,
  bars,
}: {
  readonly title: string;
  readonly file: string;
  readonly head: readonly string[];
  readonly bars: readonly Bar[];
}): ReactNode {
  const { t } = useSpeech();
  const content = JSON.stringify(bars);
  // drawn anew where there is something new to draw
  const option = useCallback((colours: Colours) => barsOption(JSON.parse(content) as Bar[], colours), [content]);
  return (
    <Suspense fallback={<Asking />}>
      <Chart
        title={title}
        told={`${title}${t('common.colon')}${bars.map(({ label, value }) => `${label} ${value}`).join(t('common.comma'))}`}
        name={file}
        height={60 + bars.length * 30}
        option={option}
        table={{ head, rows: bars.map(({ label, value }) => [label, value]) }}
      />
    </Suspense>
  );
}
