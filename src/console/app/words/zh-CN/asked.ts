/** The texts of what one person asks for about an inspection and another one decides, in Chinese. */
export const asked = {
  asked: {
    propose: '提出申请',
    approve: '批准',
    refuse: '不予批准',
    withdraw: '收回申请',
    onRecord: '申请和理由仍留在记录里。',
    decisionReason: '说明（不公开）',
    asked: '{by}于{at}提出。',
    ended: '{by}于{at}办理。',
  },
  inspectionRecusals: {
    title: '回避申请',
    askOwn: '申请自己回避',
    askFor: '申请{name}回避',
    askHelp: '由第二人决定，决定之前谁也不去。所写的理由不公开；公众只看到由谁提出。',
    why: '理由（不公开）',
    origin: '由谁提出',
    origins: { inspector: '检查人员自行声明', target: '检查对象申请', supervisor: '主管人员提出' },
    receivedOn: '收到申请的日期',
    receivedOnHelp: '检查对象申请的填写。',
    waits: '由申请人和要回避的人之外的计划员或管理员决定；没有这样的人时，由检查组其他成员决定。决定之前谁也不去。',
    approveHelp: '批准后立即重新抽取这个席位，并留下新的证据；检查回到“已下达”，新的检查人员要重新接受。',
  },
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
    approveHelp: {
      visit: '批准后立即生效：检查回到登记之前的状态。',
      publication: '批准后立即生效：结果从公示中撤下，申请人写的理由向所有人公开。',
    },
    waits: '由申请人之外、不在检查组内的计划员或管理员决定。决定之前这项检查不能继续。',
  },
  retractionSubjects: { visit: '撤销检查登记', publication: '撤回公示' },
  askedStates: { open: '待决定', approved: '已批准', refused: '不予批准', withdrawn: '申请已收回' },
};
