import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';

import { unlessAborted } from '../../platform/bounded/unless-aborted.js';
import { Config, type SmtpAddress } from '../../platform/config/config.js';
import { answerOf, Channel, LONGEST_TRY_MILLISECONDS, type Handed, type Parcel, type Receiver } from './channel.js';
import { escaped, oneLine } from './words.js';

/** Milliseconds for each step of the conversation. */
const STEP = 10_000;

/** Mail by SMTP (RFC 5321), over TLS unless the settings say otherwise. */
@Injectable()
export class EmailChannel extends Channel {
  readonly kind = 'email';
  /** Shorter in tests. */
  patience = STEP;

  constructor(private readonly config: Config) {
    super();
  }

  override ready(): boolean {
    return this.config.smtp !== undefined;
  }

  shown(address: string): string {
    return address;
  }

  async deliver(parcel: Parcel, { address }: Receiver, signal: AbortSignal): Promise<Handed> {
    const { smtp, smtpFrom } = this.config;
    if (smtp === undefined) return { outcome: 'never', of: 'message', code: 'not-set-up', answer: 'SORTIS_SMTP_URL' };
    signal.throwIfAborted();
    const transport = createTransport(connectionTo(smtp, this.patience));
    const end = AbortSignal.any([AbortSignal.timeout(Math.min(LONGEST_TRY_MILLISECONDS, 3 * this.patience)), signal]);
    try {
      const { response } = await unlessAborted(
        end,
        transport.sendMail({
          ...mailOf(parcel, smtpFrom),
          from: { name: parcel.language === 'zh' ? '公签' : 'Sortis', address: smtpFrom },
          to: { name: '', address },
          envelope: { from: smtpFrom, to: address },
          // else the conversation goes on behind our back, and what is noted as failed arrives all the same
          signal: end,
        }),
      );
      return { outcome: 'sent', of: 'message', code: response.slice(0, 3), answer: answerOf(response) };
    } catch (error) {
      signal.throwIfAborted();
      if (end.aborted) return { outcome: 'later', of: 'server', code: 'no-answer', answer: 'no end in time' };
      return judged(error, smtp);
    } finally {
      transport.close();
    }
  }
}

function connectionTo({ host, password, port, tls, user }: SmtpAddress, patience: number): object {
  return {
    host,
    port,
    secure: tls === 'at-once',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'off',
    ...(user === undefined ? {} : { auth: { user, pass: password } }),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    dnsTimeout: patience,
    maxResponseSize: 64 * 1024,
    disableFileAccess: true,
    disableUrlAccess: true,
    // the conversation has the password in it
    logger: false,
  };
}

function mailOf({ at, body, id, language, link, title }: Parcel, from: string): object {
  const details = body[language];
  const address = /^https?:/.test(link) ? `<a href="${escaped(link)}">${escaped(link)}</a>` : escaped(link);
  const paragraphs = [title[language], ...(details === '' ? [] : details.split('\n'))].map(escaped);
  const number = language === 'zh' ? '编号' : 'id';
  return {
    subject: oneLine(`${language === 'zh' ? '【公签】' : '[Sortis] '}${title[language]}`),
    // the same at each try: whoever gets it twice has it once
    messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    date: at,
    headers: { 'X-Sortis-Id': id, 'Auto-Submitted': 'auto-generated' },
    text: [title[language], ...(details === '' ? [] : ['', details]), '', link, '', `${number} ${id}`].join('\n'),
    html: `<!doctype html><meta charset="utf-8">${paragraphs.map((line) => `<p>${line}</p>`).join('')}<p>${address}</p><p>${number} ${id}</p>`,
  };
}

/** What the server's refusal is of: one that names this recipient or this message is not of the server. */
function judged(error: unknown, { password }: SmtpAddress): Handed {
  const {
    code = '',
    command,
    message = '',
    response = '',
    responseCode,
  } = error as Partial<Record<'code' | 'command' | 'message' | 'response', string> & { responseCode: number }>;
  const answer = answerOf(response === '' ? message : response, [password]);
  const known = responseCode === undefined ? code.toLowerCase() || 'no-connection' : String(responseCode);
  // 421 ends the conversation whatever it was about; the sender's address is ours
  const ofMessage = (code === 'EENVELOPE' || code === 'EMESSAGE') && command !== 'MAIL FROM' && responseCode !== 421;
  // a policy of the server (RFC 3463, X.7.X), such as that it does not relay for us: that is of every message
  const ofPolicy = code === 'EENVELOPE' && /^\d{3}[ -]\d\.7\./.test(response);
  if (!ofMessage || ofPolicy || responseCode === undefined)
    return { outcome: 'later', of: 'server', code: known, answer };
  return { outcome: responseCode >= 500 ? 'never' : 'later', of: 'message', code: known, answer };
}
