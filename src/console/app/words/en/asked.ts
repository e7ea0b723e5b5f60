import type * as zh from '../zh-CN/asked.js';

/** The texts of what one person asks for about an inspection and another one decides, in English. */
export const asked: typeof zh.asked = {
  asked: {
    propose: 'Ask',
    approve: 'Approve',
    refuse: 'Refuse',
    withdraw: 'Withdraw what I asked for',
    onRecord: 'What was asked for, and why, stays on record.',
    decisionReason: 'Remark (not public)',
    asked: 'Asked for by {by}, {at}.',
    ended: 'Ended by {by}, {at}.',
  },
  inspectionRecusals: {
    title: 'Recusals',
    askOwn: 'Recuse myself',
    askFor: 'Recuse {name}',
    askHelp:
      'A second person decides, and until then nobody goes. The reason is not public: everyone learns on whose word it was, and no more.',
    why: 'Why (not public)',
    origin: 'On whose word',
    origins: {
      inspector: 'declared by the inspector',
      target: 'asked for by the target',
      supervisor: 'by a supervisor',
    },
    receivedOn: 'Day on which the request came in',
    receivedOnHelp: 'Of a request of the target.',
    waits:
      'A planner or an administrator who neither asked for it nor is the one concerned decides; where there is none, another one of the team. Until then nobody goes.',
    approveHelp:
      'The seat is drawn again at once, with evidence of its own; the inspection is "issued" again, and whoever comes has to accept.',
  },
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
    approveHelp: {
      visit: 'It takes effect at once: the inspection stands where it stood before the visit was recorded.',
      publication:
        'It takes effect at once: the result is taken off display, and everyone may read the reason that was given.',
    },
    waits:
      'A planner or an administrator who neither asked for it nor sits in the team decides. Until then this inspection does not go on.',
  },
  retractionSubjects: { visit: 'Visit taken back', publication: 'Result withdrawn' },
  askedStates: {
    open: 'to be decided',
    approved: 'approved',
    refused: 'refused',
    withdrawn: 'no longer asked for',
  },
};
