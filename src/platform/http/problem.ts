import { DomainError, type ErrorKind } from '../errors/domain-error.js';
import { text, type Bilingual } from '../text.js';

/** The one map from a refusal to HTTP (RFC 9457). It is exhaustive: a new kind does not compile without a row here. */
const STATUS: Readonly<Record<ErrorKind, { readonly status: number; readonly title: Bilingual }>> = {
  invalid: { status: 400, title: text('提交的内容不符合要求', 'What was sent does not fit') },
  unauthenticated: { status: 401, title: text('请先登录', 'Sign in first') },
  forbidden: { status: 403, title: text('没有权限', 'Not allowed') },
  'not-found': { status: 404, title: text('没有找到', 'Not found') },
  gone: { status: 410, title: text('已不再公示', 'No longer on display') },
  conflict: { status: 409, title: text('与现有内容冲突', 'In conflict with what is there') },
  stale: { status: 412, title: text('内容已被他人修改', 'Changed by someone else meanwhile') },
  'too-large': { status: 413, title: text('内容过大', 'Too large') },
  unsupported: { status: 415, title: text('不支持的格式', 'Unsupported format') },
  'too-many': { status: 429, title: text('请求过于频繁', 'Too many requests') },
  unavailable: { status: 503, title: text('暂时不可用', 'Not available right now') },
};

/** A problem document: `application/problem+json`. `title` and `detail` are Chinese, `en` repeats both in English. */
export interface Problem {
  readonly type: string;
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly en: { readonly title: string; readonly detail: string };
  readonly requestId?: string;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly code: string;
    readonly message: Bilingual;
  }[];
  readonly [member: string]: unknown;
}

export function toProblem(error: DomainError, requestId: string | undefined): Problem {
  const { status, title } = STATUS[error.kind];
  return {
    ...error.details,
    type: `urn:sortis:problem:${error.code}`,
    status,
    code: error.code,
    title: title.zh,
    detail: error.text.zh,
    en: { title: title.en, detail: error.text.en },
    ...(requestId === undefined ? {} : { requestId }),
    ...(error.faults.length === 0 ? {} : { errors: error.faults }),
  };
}

/** What a plain HTTP status from below (the router, the body reader) means in our words. */
export function fromStatus(status: number): DomainError {
  switch (status) {
    case 400:
      return new DomainError(
        'invalid',
        'malformed_request',
        text(
          '请求无法读取：不是有效的 JSON 或参数。',
          'The request cannot be read: not valid JSON, or not valid parameters.',
        ),
      );
    case 401:
      return new DomainError('unauthenticated', 'sign_in_required', text('请先登录。', 'Sign in first.'));
    case 403:
      return new DomainError('forbidden', 'not_allowed', text('你的角色不能做这件事。', 'Your role may not do this.'));
    case 404:
      return new DomainError(
        'not-found',
        'no_such_address',
        text('没有这个地址。', 'There is nothing at this address.'),
      );
    case 413:
      return new DomainError(
        'too-large',
        'body_too_large',
        text('提交的内容超过上限。', 'What was sent is over the limit.'),
      );
    case 415:
      return new DomainError(
        'unsupported',
        'unsupported_media_type',
        text('请使用 application/json 或 multipart/form-data。', 'Use application/json or multipart/form-data.'),
      );
    case 429:
      return new DomainError(
        'too-many',
        'too_many_requests',
        text('请求过于频繁，请稍后再试。', 'Too many requests; try again later.'),
      );
    default:
      return new DomainError(
        'unavailable',
        'unavailable',
        text('服务暂时不可用。', 'The service is not available right now.'),
      );
  }
}
