import { type Act, type Problem } from '../../field/acts.js';
import { type KeptDay } from '../../field/field.js';
import {
  type AnswerContent,
  type BundleInspection,
  type FileContent,
  type FoundContent,
  type SignatureContent,
} from '../../field/visit-view.js';
import { type Key, type Speech } from '../../words/words.js';
import '../../words/on-site-words.js';

type Question = BundleInspection['matters'][number]['questions']['questions'][number];

/** An answer as people say it. */
export function answerWords({ t, day }: Speech, question: Question | undefined, value: string): string {
  switch (question?.kind) {
    case 'yes-no':
      return t(value === 'yes' ? 'onSite.yes' : value === 'no' ? 'onSite.no' : 'onSite.notApplicable');
    case 'choice':
      return question.options.find(({ code }) => code === value)?.text ?? value;
    case 'number':
      return question.unit === null ? value : `${value} ${question.unit}`;
    case 'date':
      return day(value);
    default:
      return value;
  }
}

/** What was done, in plain words. */
export function actWords(speech: Speech, { content, inspectionId, kind }: Act, kept: KeptDay | undefined): string {
  const { t, said } = speech;
  const inspection = kept?.bundle.inspections.find(({ id }) => id === inspectionId);
  switch (kind) {
    case 'check-in':
      return t('onSite.acts.checkIn');
    case 'visit':
      return t('onSite.acts.visit');
    case 'answer': {
      const { matterId, question: key, value } = content as AnswerContent;
      const list = inspection?.matters.find(({ id }) => id === matterId)?.questions.questions;
      const question = list?.find((one) => one.key === key);
      return t('onSite.acts.answer', { question: question?.text ?? key, value: answerWords(speech, question, value) });
    }
    case 'file': {
      const { caption, sha256 } = content as FileContent;
      return t('onSite.acts.file', { what: caption ?? shortHash(sha256) });
    }
    case 'remove-file':
      return t('onSite.acts.removeFile', { what: shortHash((content as FileContent).sha256) });
    case 'signature':
      return t('onSite.acts.signature', { name: (content as SignatureContent).name });
    case 'findings': {
      const codes = new Set((content as FoundContent).findings.map(({ code }) => code));
      const names = (kept?.codes.findings ?? []).filter(({ code }) => codes.has(code)).map(({ name }) => said(name));
      return t('onSite.acts.findings', { what: names.join(t('common.comma')) || t('common.none') });
    }
  }
}

/** Whose visit it belongs to. */
export function whereWords({ t }: Speech, inspectionId: number, kept: KeptDay | undefined): string {
  const here = kept?.bundle.inspections.find(({ id }) => id === inspectionId)?.target.name;
  const later = kept?.later.find(({ id }) => id === inspectionId)?.target.name;
  return here ?? later ?? t('onSite.inspection', { id: inspectionId });
}

/** The server's own sentences; where it points to members, those that say what is wrong with each. */
export function sentences({ language }: Speech, { code, detail, en, errors }: Problem): string[] {
  const whole = language === 'zh' ? detail : (en?.detail ?? detail);
  const parts = (errors ?? []).map(({ message }) => message[language]);
  return parts.length > 0 ? parts : [whole ?? code];
}

/** What somebody does next whom the server has refused something. */
export function whatToDo({ kind }: Act, { code }: Problem): Key {
  switch (code) {
    case 'inspection_published':
    case 'record_fixed':
    case 'step_out_of_order':
    case 'inspection_voided':
      return 'onSite.todo.askOffice';
    case 'not_accepted_yet':
      return 'onSite.todo.accept';
    case 'not_found':
    case 'not_in_team':
      return 'onSite.todo.notYours';
  }
  switch (kind) {
    case 'check-in':
      return 'onSite.todo.checkIn';
    case 'file':
    case 'remove-file':
      return 'onSite.todo.file';
    case 'findings':
    case 'visit':
      return 'onSite.todo.findings';
    case 'answer':
      return 'onSite.todo.answer';
    case 'signature':
      return 'onSite.todo.signature';
  }
}

export const shortHash = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;
