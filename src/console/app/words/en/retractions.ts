import type * as zh from '../zh-CN/retractions.js';

/** The texts of what is taken back, in English. */
export const retractions: typeof zh.retractions = {
  retractions: {
    title: 'Taken back',
    ask: { visit: 'Ask to take back the visit', publication: 'Ask to withdraw the result' },
    askHelp: {
      visit:
        'For a visit that was recorded in error: nobody was there. A second person decides, and until then this inspection does not go on. Once approved, it stands where it stood before the visit was recorded, without its findings; the steps stay on record.',
      publication:
        'For a published result that must not stand. A second person decides, and until then this inspection does not go on. Once approved, the result is taken off display, and its address says for ever that it was withdrawn, and why. Put right, it may be published anew.',
    },
    why: { visit: 'Why it is taken back', publication: 'Why it is withdrawn (will be public)' },
    propose: 'Ask',
    approve: 'Approve',
    approveHelp: {
      visit: 'It takes effect at once: the inspection stands where it stood before the visit was recorded.',
      publication:
        'It takes effect at once: the result is taken off display, and everyone may read the reason that was given.',
    },
    refuse: 'Refuse',
    withdraw: 'Withdraw what I asked for',
    onRecord: 'What was asked for, and why, stays on record.',
    decisionReason: 'Remark (not public)',
    waits:
      'A planner or an administrator who neither asked for it nor sits in the team decides. Until then this inspection does not go on.',
    asked: 'Asked for by {by}, {at}.',
    ended: 'Ended by {by}, {at}.',
  },
  retractionSubjects: { visit: 'Visit taken back', publication: 'Result withdrawn' },
  retractionStates: {
    open: 'to be decided',
    approved: 'approved',
    refused: 'refused',
    withdrawn: 'no longer asked for',
  },
};
