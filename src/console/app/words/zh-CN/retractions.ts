/** The texts of what is taken back, in Chinese. */
export const retractions = {
  retractions: {
    title: '撤销与撤回',
    ask: { visit: '申请撤销检查登记', publication: '申请撤回公示' },
    askHelp: {
      visit:
        '用于登记有误、当时并没有人到场的检查。由第二人决定，决定之前这项检查不能继续。批准后检查回到登记之前的状态，录入的结果一并撤销，办理过程留有记录。',
      publication:
        '用于已经公示、但不应当成立的结果。由第二人决定，决定之前这项检查不能继续。批准后结果从公示中撤下，原来的地址永久写明“已撤回”和理由；改正后可以重新公示。',
    },
    why: { visit: '撤销理由', publication: '撤回理由（将公开）' },
    propose: '提出申请',
    approve: '批准',
    approveHelp: {
      visit: '批准后立即生效：检查回到登记之前的状态。',
      publication: '批准后立即生效：结果从公示中撤下，申请人写的理由向所有人公开。',
    },
    refuse: '不予批准',
    withdraw: '收回申请',
    onRecord: '申请和理由仍留在记录里。',
    decisionReason: '说明（不公开）',
    waits: '由申请人之外、不在检查组内的计划员或管理员决定。决定之前这项检查不能继续。',
    asked: '{by}于{at}提出。',
    ended: '{by}于{at}办理。',
  },
  retractionSubjects: { visit: '撤销检查登记', publication: '撤回公示' },
  retractionStates: { open: '待决定', approved: '已批准', refused: '不予批准', withdrawn: '申请已收回' },
};
