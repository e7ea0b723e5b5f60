export const target = {
  target: {
    code: '统一社会信用代码或编号',
    kind: '类型',
    inspections: '检查记录',
    chance: '被抽中的机会',
    proof: '核验本单位确由抽签抽中',
    proofFile: '本单位的证明文件（JSON）',
    evidence: '整次抽取的证据',
    json: '本页数据（JSON）',
    entry: '这次检查的公示',
  },
};
