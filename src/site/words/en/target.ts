export const target = {
  target: {
    code: 'Code',
    kind: 'Kind',
    inspections: 'Inspections',
    chance: 'Chance of being drawn',
    proof: 'Check that it was drawn by lot',
    proofFile: 'The proof of this organisation (JSON)',
    evidence: 'The evidence of the whole draw',
    json: 'This page as data (JSON)',
    entry: 'What was published of it',
  },
};
