import { type Config } from '../../platform/config/config.js';
import { maskedUrl } from './addresses.js';
import { secretsOf } from './addresses.js';
import { answerOf, Channel, type Handed, type Parcel, type Receiver } from './channel.js';
import { postOutward } from './outward.js';
import { unheard } from './webhook.channel.js';
import { fitting, groupText } from './words.js';

/**
 * A robot in a group chat. WeCom's and DingTalk's are of one kind: an address that is itself the permission, a JSON message
 * of plain text (so that no name in it becomes a link or a call to everyone), twenty a minute, and an answer of status 200
 * whose `errcode` says whether it was taken.
 */
export abstract class RobotChannel extends Channel {
  override readonly pace = { most: 20, milliseconds: 61_000 };
  /** Shorter in tests. */
  patience = 10_000;

  /** Bytes of text that the robot takes. */
  protected abstract readonly mostBytes: number;
  /** The errcode of "too many", and for how many seconds the robot is silent after it. */
  protected abstract readonly tooMany: { readonly errcode: number; readonly restSeconds: number };

  constructor(protected readonly config: Config) {
    super();
  }

  shown(address: string): string {
    return maskedUrl(address);
  }

  protected signed(receiver: Receiver): URL {
    return new URL(receiver.address);
  }

  async deliver(parcel: Parcel, receiver: Receiver, signal: AbortSignal): Promise<Handed> {
    const content = fitting(groupText(parcel), this.mostBytes);
    const answer = await postOutward({
      url: this.signed(receiver),
      body: JSON.stringify({ msgtype: 'text', text: { content } }),
      headers: {},
      networks: this.config.noticeNetworks,
      signal,
      patienceMilliseconds: this.patience,
    });
    if (!('status' in answer)) return unheard(answer);
    const { status, text } = answer;
    const said = answerOf(text, [receiver.secret, ...secretsOf(receiver.address)]);
    if (status !== 200) return { outcome: 'later', of: 'server', code: String(status), answer: said };
    const errcode = errcodeOf(text);
    if (errcode === 0) return { outcome: 'sent', of: 'server', code: 'errcode 0', answer: said };
    const code = errcode === undefined ? 'no-errcode' : `errcode ${errcode}`;
    const rest = errcode === this.tooMany.errcode ? { restSeconds: this.tooMany.restSeconds } : {};
    return { outcome: 'later', of: 'server', code, answer: said, ...rest };
  }
}

function errcodeOf(text: string): number | undefined {
  try {
    const { errcode } = JSON.parse(text) as { errcode?: unknown };
    return typeof errcode === 'number' && Number.isSafeInteger(errcode) ? errcode : undefined;
  } catch {
    return undefined;
  }
}
