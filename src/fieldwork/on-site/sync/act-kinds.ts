/** What a phone may send: 签到、检查、回答、附件说明、附件作废、签名、报告结果. */
export const ACT_KINDS = ['check-in', 'visit', 'answer', 'file', 'remove-file', 'signature', 'findings'] as const;
export type ActKind = (typeof ACT_KINDS)[number];
