import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { type Receiver } from './channel.js';
import { RobotChannel } from './robot.channel.js';

/** 加签: base64 of HMAC-SHA-256 with the secret over the milliseconds, a line feed and the secret. */
export const dingtalkSign = (secret: string, timestamp: string): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');

/**
 * 钉钉自定义机器人 (https://open.dingtalk.com/document/robots/custom-robot-access): 20 a minute, and whoever sends more is not
 * heard for ten minutes. A robot that is secured by a keyword instead of a secret takes 公签, which every message begins with.
 */
@Injectable()
export class DingtalkChannel extends RobotChannel {
  readonly kind = 'dingtalk';
  protected readonly mostBytes = 18_000;
  protected readonly tooMany = { errcode: 130_101, restSeconds: 601 };

  constructor(
    config: Config,
    private readonly clock: Clock,
  ) {
    super(config);
  }

  protected override signed({ address, secret }: Receiver): URL {
    const url = new URL(address);
    if (secret === null) return url;
    const timestamp = String(this.clock.now().getTime());
    url.searchParams.set('timestamp', timestamp);
    url.searchParams.set('sign', dingtalkSign(secret, timestamp));
    return url;
  }
}
