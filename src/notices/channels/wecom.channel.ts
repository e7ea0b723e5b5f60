import { Injectable } from '@nestjs/common';

import { Config } from '../../platform/config/config.js';
import { RobotChannel } from './robot.channel.js';

/** 企业微信群机器人 (https://developer.work.weixin.qq.com/document/path/91770): at most 2048 bytes of text, 20 a minute. */
@Injectable()
export class WecomChannel extends RobotChannel {
  readonly kind = 'wecom';
  protected readonly mostBytes = 2048;
  protected readonly tooMany = { errcode: 45_009, restSeconds: 61 };

  // Nest reads the types of a class's own constructor
  constructor(config: Config) {
    super(config);
  }
}
