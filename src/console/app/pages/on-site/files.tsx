import { Alert } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';

import { faultOfFile, kindOf, megabytes, type FileFault } from '../../field/files.js';
import { type ShownFile } from '../../field/visit-view.js';
import { Choice } from '../../frame/choice.js';
import { ShortCode } from '../../frame/short-code.js';
import { Nothing } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { useField } from './use-field.js';
import { type StepOfVisit } from './step-of-visit.js';
import '../../words/on-site-words.js';

interface Turned {
  readonly name: string;
  readonly fault: FileFault | 'full';
}

/** Photos and papers: kept on the phone at once, sent when there is a network, known by their hash. */
export function Files({ inspection, view }: StepOfVisit): ReactNode {
  const { t } = useSpeech();
  const { field, state } = useField();
  const [matter, setMatter] = useState<string | null>(null);
  const [caption, setCaption] = useState('');
  const [turned, setTurned] = useState<readonly Turned[]>([]);
  const most = state.day?.bundle.fileBytes ?? 0;

  async function take(files: FileList | null): Promise<void> {
    const wrong: Turned[] = [];
    for (const file of [...(files ?? [])]) {
      // what is far too large is not read into memory to be told so
      const bytes = file.size > most ? undefined : new Uint8Array(await file.arrayBuffer());
      const fault = bytes === undefined ? 'tooLarge' : faultOfFile(bytes, most);
      if (fault !== undefined || bytes === undefined) {
        wrong.push({ name: file.name, fault: fault ?? 'empty' });
        continue;
      }
      try {
        await field.addFile(inspection.id, bytes, {
          ...(caption.trim() === '' ? {} : { caption: caption.trim() }),
          ...(matter === null ? {} : { matterId: Number(matter) }),
        });
      } catch {
        wrong.push({ name: file.name, fault: 'full' });
      }
    }
    setTurned(wrong);
    setCaption('');
  }
  const counting = view.files.filter(({ removed }) => !removed);
  const removed = view.files.filter((file) => file.removed);
  return (
    <>
      <div className="card">
        <label className="field" htmlFor="caption">
          {t('onSite.caption')}
        </label>
        <input
          id="caption"
          className="big-input"
          maxLength={500}
          value={caption}
          onChange={({ target }) => setCaption(target.value)}
        />
        <label className="field" htmlFor="file-matter">
          {t('inspections.ofMatter')}
        </label>
        <Choice
          id="file-matter"
          className="big-input"
          value={matter}
          onChange={setMatter}
          empty={t('inspections.asWhole')}
          options={inspection.matters.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
        <FileButton words={t('onSite.photograph')} accept="image/*" camera take={(files) => void take(files)} />
        <FileButton
          words={t('onSite.chooseFiles')}
          accept="image/jpeg,image/png,image/webp,image/heic,application/pdf"
          take={(files) => void take(files)}
        />
        <p className="quiet">{t('onSite.filesHelp', { most: megabytes(most) })}</p>
        {turned.map(({ fault, name }) => (
          <Alert
            key={name}
            type="error"
            showIcon
            role="alert"
            className="gap"
            title={t(`onSite.fileFaults.${fault}`, { name, most: megabytes(most) })}
          />
        ))}
      </div>
      {counting.length === 0 && <Nothing text={t('onSite.noFiles')} />}
      <ul className="site-files">
        {counting.map((file) => (
          <OneFile
            key={file.sha256}
            inspectionId={inspection.id}
            file={file}
            matter={inspection.matters.find(({ id }) => id === file.matterId)?.name}
          />
        ))}
      </ul>
      {removed.length > 0 && (
        <details>
          <summary>{t('onSite.removedFiles', { n: removed.length })}</summary>
          <ul>
            {removed.map(({ removedReason, sha256 }) => (
              <li key={sha256}>
                <ShortCode hash={sha256} /> {removedReason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function FileButton({
  words,
  accept,
  camera = false,
  take,
}: {
  readonly words: string;
  readonly accept: string;
  readonly camera?: boolean;
  readonly take: (files: FileList | null) => void;
}): ReactNode {
  return (
    <label className="thumb">
      {words}
      <input
        className="sr"
        type="file"
        accept={accept}
        multiple={!camera}
        {...(camera ? { capture: 'environment' } : {})}
        onChange={({ target }) => {
          take(target.files);
          target.value = '';
        }}
      />
    </label>
  );
}

function OneFile({
  inspectionId,
  file,
  matter,
}: {
  readonly inspectionId: number;
  readonly file: ShownFile;
  readonly matter: string | undefined;
}): ReactNode {
  const { t } = useSpeech();
  const { field, state } = useField();
  const [why, setWhy] = useState<string>();
  const moving = state.moving?.sha256 === file.sha256 && file.waiting ? state.moving.share : undefined;
  return (
    <li className="card site-file">
      <Thumbnail inspectionId={inspectionId} file={file} />
      <div>
        <p>{file.caption ?? t('onSite.noCaption')}</p>
        {matter !== undefined && <p className="quiet">{matter}</p>}
        <p>
          <ShortCode hash={file.sha256} />
        </p>
        {moving !== undefined ? (
          <progress max={1} value={moving} aria-label={t('onSite.moving', { percent: Math.floor(moving * 100) })} />
        ) : (
          <p className="quiet">{t(file.waiting ? 'onSite.notSentYet' : 'onSite.sent')}</p>
        )}
        {why === undefined ? (
          <button type="button" className="link" onClick={() => setWhy('')}>
            {t('onSite.removeFile')}
          </button>
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (why.trim() !== '')
                void field.add('remove-file', inspectionId, { sha256: file.sha256, reason: why.trim() });
            }}
          >
            <label className="field" htmlFor={`why-${file.sha256}`}>
              {t('onSite.removeWhy')}
            </label>
            <input
              id={`why-${file.sha256}`}
              className="big-input"
              maxLength={500}
              required
              value={why}
              onChange={({ target }) => setWhy(target.value)}
            />
            <button type="submit" className="thumb">
              {t('onSite.removeFile')}
            </button>
          </form>
        )}
      </div>
    </li>
  );
}

/** From the phone as long as it waits there; from the server afterwards. */
function Thumbnail({ inspectionId, file }: { readonly inspectionId: number; readonly file: ShownFile }): ReactNode {
  const { t } = useSpeech();
  const { field, state } = useField();
  const [here, setHere] = useState<string>();
  const { sha256 } = file;
  useEffect(() => {
    let address: string | undefined;
    let gone = false;
    void field.bytes(sha256).then((bytes) => {
      const kind = bytes === undefined ? undefined : kindOf(bytes);
      if (gone || bytes === undefined || kind?.startsWith('image/') !== true) return;
      address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: kind }));
      setHere(address);
    });
    return () => {
      gone = true;
      if (address !== undefined) URL.revokeObjectURL(address);
    };
  }, [field, sha256]);
  const [broken, setBroken] = useState(false);
  const source =
    here ?? (file.waiting || !state.online ? undefined : `/api/v1/inspections/${inspectionId}/files/${sha256}`);
  if (source === undefined || broken) return <span className="thumbnail" aria-hidden="true" />;
  return (
    <img
      className="thumbnail"
      src={source}
      alt={file.caption ?? t('onSite.noCaption')}
      onError={() => setBroken(true)}
      loading="lazy"
    />
  );
}
