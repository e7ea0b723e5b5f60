import { Alert } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { decodeQR } from 'qr/decode.js';

import { useSpeech, type Key } from '../../words/words.js';
import '../../words/on-site-words.js';

/** Between two looks at the picture, in milliseconds. */
const PAUSE = 150;
/** A photo is read at this many pixels on its longer side. */
const SIDE = 1600;

interface Detector {
  detect(source: HTMLVideoElement | HTMLCanvasElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** The phone's own reader of QR, where it has one: it needs no processor of ours. */
async function ownDetector(): Promise<Detector | undefined> {
  const found = (window as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector;
  try {
    if (found === undefined || !(await found.getSupportedFormats()).includes('qr_code')) return undefined;
    return new found({ formats: ['qr_code'] });
  } catch {
    return undefined;
  }
}

function drawn(source: CanvasImageSource, width: number, height: number): HTMLCanvasElement {
  const scale = Math.min(1, SIDE / Math.max(width, height, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d', { willReadFrequently: true })?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** What the code in a picture says; undefined where there is none. */
async function read(canvas: HTMLCanvasElement, own: Detector | undefined): Promise<string | undefined> {
  try {
    const [code] = (await own?.detect(canvas)) ?? [];
    if (code !== undefined) return code.rawValue;
    const picture = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    return picture && decodeQR(picture, { effort: 2, timeLimit: 120 });
  } catch {
    return undefined;
  }
}

/** By the camera as it runs; where a browser gives none (plain HTTP, or no leave), from a photo of the code. */
export default function Scanner({
  found,
  close,
}: {
  readonly found: (said: string) => void;
  readonly close: () => void;
}): ReactNode {
  const { t } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [fault, setFault] = useState<Key>();
  const report = useRef(found);
  useEffect(() => void (report.current = found), [found]);

  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    let stopped = false;
    let stream: MediaStream | undefined;
    async function run(): Promise<void> {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
      } catch {
        // no camera, no leave, or no HTTPS
        if (!stopped) setFault('onSite.noCamera');
        return;
      }
      const screen = video.current;
      if (stopped || screen === null) return stream.getTracks().forEach((track) => track.stop());
      screen.srcObject = stream;
      await screen.play().catch(() => undefined);
      const own = await ownDetector();
      // the browser stops it when it is over
      while (!stopped) {
        if (screen.videoWidth > 0) {
          const said = await read(drawn(screen, screen.videoWidth, screen.videoHeight), own);
          if (said !== undefined && !stopped) return report.current(said);
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    }
    void run();
    return () => {
      stopped = true;
      stream?.getTracks().forEach((track) => track.stop());
      shown?.close();
    };
  }, []);

  async function fromPhoto(file: File): Promise<void> {
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
      const said = await read(drawn(image, image.naturalWidth, image.naturalHeight), await ownDetector());
      if (said === undefined) setFault('onSite.noCodeInPhoto');
      else found(said);
    } catch {
      setFault('onSite.noCodeInPhoto');
    } finally {
      URL.revokeObjectURL(image.src);
    }
  }

  return (
    <dialog ref={dialog} className="scanner" aria-label={t('onSite.scan')} onClose={close}>
      <video
        ref={video}
        muted
        playsInline
        aria-label={t('onSite.cameraPicture')}
        hidden={fault === 'onSite.noCamera'}
      />
      {fault === undefined ? (
        <p>{t('onSite.scanHelp')}</p>
      ) : (
        <Alert type="warning" showIcon role="alert" title={t(fault)} />
      )}
      <label className="thumb">
        {t('onSite.scanPhoto')}
        <input
          className="sr"
          type="file"
          accept="image/*"
          capture="environment"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file !== undefined) void fromPhoto(file);
            target.value = '';
          }}
        />
      </label>
      <button type="button" className="thumb" onClick={close}>
        {t('common.close')}
      </button>
    </dialog>
  );
}
