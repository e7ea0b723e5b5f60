import { type ReactNode } from 'react';

import { isApple, mapLink } from '../../field/places.js';
import { type BundleInspection } from '../../field/visit-view.js';
import { useSpeech } from '../../words/words.js';
import '../../words/on-site-words.js';

/** The address, and the way there in the phone's own map. */
export function Where({ target }: { readonly target: BundleInspection['target'] }): ReactNode {
  const { t } = useSpeech();
  const link = mapLink(target, isApple(navigator.userAgent, navigator.maxTouchPoints));
  return (
    <>
      {target.address ?? t('onSite.noAddress')}{' '}
      {link !== undefined && (
        <a className="map" href={link}>
          {t('onSite.map')}
        </a>
      )}
    </>
  );
}
