import { type Language } from '../../platform/text.js';
import { type TemplateKind } from './document-kinds.js';

/*
 * The texts that everyone starts from: what domain rule 12 wants in the papers of a visit, the law named only where it holds for
 * every agency. An agency puts its own in their place (GET, PUT /document-templates).
 */

type Texts = Readonly<Record<TemplateKind, Readonly<Record<Language, string>>>>;

export const BUILT_IN: Texts = {
  approval: {
    zh: `
# 双随机检查审批表
: 编号 | {{inspection.number}} | 年度计划 | {{plan.title}}
: 批次 | {{batch.name}} | 抽取编号 | {{draw.number}}
: 检查对象 | {{target.name}} | 统一社会信用代码 | {{target.code}}
: 住所 | {{target.address}} | 类别 | {{target.kind}}
: 检查期限 | {{visit.from}}至{{visit.until}} | 计划日期 | {{visit.planned}}
## 一、检查事项及依据
|! 序号 :1 | 检查事项 :5 | 法律依据 :6
{{#each matters}}
| {{matter.number}} | {{matter.name}} | {{matter.legalBasis}}
{{/each}}
## 二、检查人员
|! 序号 :1 | 姓名 :2 | 执法证号 :4 | 所属单位 :4 | 身份 :2
{{#each team}}
| {{member.number}} | {{member.name}} | {{member.certificateNumber}} | {{member.agency}} | {{member.role}}
{{/each}}
{{#if draw.assignedByName}}
~ 注：{{draw.assignedByName}}。
{{/if}}
## 三、审批
{{#if approval.by}}
: 审批人 | {{approval.by}} | 审批日期 | {{approval.on}}
: 审批意见 | 同意。{{approval.note}}{{approval.unannounced}}
{{else}}
: 承办人意见 | 
: 审批意见 | 
{{/if}}
@sign 承办人（签名） | 审批人（签名、单位印章）
@code
`,
    en: `
# Approval of an inspection
: Number | {{inspection.number}} | Plan | {{plan.title}}
: Batch | {{batch.name}} | Draw | {{draw.number}}
: Target | {{target.name}} | Code | {{target.code}}
: Address | {{target.address}} | Kind | {{target.kind}}
: Days | {{visit.from}} to {{visit.until}} | Planned for | {{visit.planned}}
## 1. Matters and their legal basis
|! No. :1 | Matter :5 | Legal basis :6
{{#each matters}}
| {{matter.number}} | {{matter.name}} | {{matter.legalBasis}}
{{/each}}
## 2. Inspectors
|! No. :1 | Name :3 | Certificate :3 | Agency :4 | Role :2
{{#each team}}
| {{member.number}} | {{member.name}} | {{member.certificateNumber}} | {{member.agency}} | {{member.role}}
{{/each}}
{{#if draw.assignedByName}}
~ Note: {{draw.assignedByName}}.
{{/if}}
## 3. Approval
{{#if approval.by}}
: Approved by | {{approval.by}} | On | {{approval.on}}
: Words | Approved. {{approval.note}} {{approval.unannounced}}
{{else}}
: Proposed | 
: Decision | 
{{/if}}
@sign Officer in charge | Approved by (signature and seal)
@code
`,
  },
  notice: {
    zh: `
# 检查通知书
~ {{target.name}}：
根据{{plan.title}}（批次：{{batch.name}}），你单位于{{draw.on}}经随机抽取列为本次“双随机、一公开”检查对象（抽取编号{{draw.number}}）。
{{#if draw.chanceWords}}
{{draw.chanceWords}}
{{/if}}
现将有关事项通知如下：
## 一、检查时间
{{visit.from}}至{{visit.until}}。
## 二、检查事项及法律依据
|! 序号 :1 | 检查事项 :5 | 法律依据 :6
{{#each matters}}
| {{matter.number}} | {{matter.name}} | {{matter.legalBasis}}
{{/each}}
## 三、检查人员
|! 序号 :1 | 姓名 :2 | 执法证号 :4 | 所属单位 :4 | 身份 :2
{{#each team}}
| {{member.number}} | {{member.name}} | {{member.certificateNumber}} | {{member.agency}} | {{member.role}}
{{/each}}
检查人员不少于两人，并应当主动出示执法证件；未出示的，你单位有权拒绝检查。
{{#if draw.assignedByName}}
说明：{{draw.assignedByName}}。
{{/if}}
## 四、年度检查次数
{{#if cap.count}}
本机关对你单位所属类别公布的年度检查次数上限为{{cap.count}}次；本年度已检查{{cap.visits}}次。
{{else}}
本机关未对你单位所属类别公布年度检查次数上限；本年度已检查{{cap.visits}}次。
{{/if}}
## 五、申请回避的权利
你单位认为检查人员与本次检查有直接利害关系，或者有其他可能影响公正检查的关系的，有权申请其回避。请在检查开始前向本机关提出，说明被申请人姓名和理由，书面、口头均可。是否回避由另一人决定；决定回避的，该席位重新抽取并公开记录。
## 六、核验
扫描下方二维码，或在核验页面输入核验码，可以核对本次检查是否真实、由哪一次抽取产生。核验结果为“假”或“已过期”的，请不要接受检查，并向本机关核实。
> {{agency.name}}
> {{document.on}}
@code
## 送达回执
@sign 被检查单位签收 | 送达人（两人签名）
`,
    en: `
# Notice of inspection
~ To {{target.name}}:
Under {{plan.title}} (batch {{batch.name}}) you were drawn at random on {{draw.on}} for an inspection (draw {{draw.number}}).
{{#if draw.chanceWords}}
{{draw.chanceWords}}
{{/if}}
## 1. When
From {{visit.from}} to {{visit.until}}.
## 2. Matters and their legal basis
|! No. :1 | Matter :5 | Legal basis :6
{{#each matters}}
| {{matter.number}} | {{matter.name}} | {{matter.legalBasis}}
{{/each}}
## 3. Inspectors
|! No. :1 | Name :3 | Certificate :3 | Agency :4 | Role :2
{{#each team}}
| {{member.number}} | {{member.name}} | {{member.certificateNumber}} | {{member.agency}} | {{member.role}}
{{/each}}
At least two come, and show their certificates unasked; you may turn away whoever does not.
{{#if draw.assignedByName}}
Note: {{draw.assignedByName}}.
{{/if}}
## 4. How often in a year
{{#if cap.count}}
The cap that this agency has published for your kind is {{cap.count}} visits a year; there were {{cap.visits}} this year so far.
{{else}}
This agency has published no cap for your kind; there were {{cap.visits}} visits this year so far.
{{/if}}
## 5. Your right to ask for recusal
If one of the inspectors has an interest in this inspection, or another tie that may keep him from being fair, you may ask that he does not come. Tell this agency before the inspection begins whom you mean and why, in writing or by word of mouth. Another person decides; if he is recused, his seat is drawn again, on public record.
## 6. Check it
Scan the code below, or type it on the page, to see whether this inspection is real and by which draw it came. If the page says "fake" or "expired", do not let them in, and ask this agency.
> {{agency.name}}
> {{document.on}}
@code
## Receipt
@sign Received by the target | Served by (two signatures)
`,
  },
  record: {
    zh: `
# 现场检查笔录
: 检查对象 | {{target.name}} | 统一社会信用代码 | {{target.code}}
: 住所 | {{target.address}} | 法定代表人（负责人） | {{target.legalRepresentative}}
: 检查日期 | {{visit.on}} | 检查期限 | {{visit.from}}至{{visit.until}}
{{#if checkIns}}
: 首次签到 | {{site.from}} | 最后一次现场记录 | {{site.until}}
{{else}}
: 检查地点 |  | 起止时间 | ＿＿时＿＿分至＿＿时＿＿分
{{/if}}
: 检查人员 | {{team.list}}
: 到场人员 | {{visit.present}}
: 现场负责人 |  | 身份证件号码 | 
{{#if checkIns}}
~ 现场签到：
|! 姓名 :2 | 时间 :3 | 地点 :6 | 说明 :4
{{#each checkIns}}
| {{checkIn.name}} | {{checkIn.at}} | {{checkIn.place}} | {{checkIn.note}}
{{/each}}
{{/if}}
告知事项：我们是{{agency.name}}的执法人员，已出示执法证件（证号见上）。现依法对你单位进行检查。你单位有权陈述、申辩，认为检查人员应当回避的，有权申请回避。是否听清、是否申请回避：
@lines 1
## 一、逐项检查情况
|! 序号 :1 | 检查事项 :4 | 检查内容 :5 | 结果 :4
{{#each matters}}
| {{matter.number}} | {{matter.name}} | {{matter.content}} | {{matter.result}}
{{/each}}
{{#if answers}}
~ 现场问答：
|! 序号 :2 | 事项 :4 | 问题 :6 | 回答 :4 | 说明 :5 | 回答人、时间 :6
{{#each answers}}
| {{answer.number}} | {{answer.matter}} | {{answer.question}} | {{answer.answer}} | {{answer.note}} | {{answer.by}} {{answer.at}}
{{/each}}
{{/if}}
{{#if files}}
~ 照片与附件：
|! 序号 :2 | 说明 :6 | 种类、大小 :5 | 文件哈希 :4 | 上传人、时间 :6 | 作废原因 :4
{{#each files}}
| {{file.number}} | {{file.name}} | {{file.size}} | {{file.shortHash}} | {{file.by}} {{file.at}} | {{file.removed}}
{{/each}}
{{/if}}
## 二、检查结果
{{#if findings}}
|! 序号 :1 | 结果 :5 | 所涉事项 :4 | 说明 :5
{{#each findings}}
| {{finding.number}} | {{finding.name}} | {{finding.matter}} | {{finding.note}}
{{/each}}
{{else}}
@lines 6
{{/if}}
{{#if target.stateMet}}
检查时对象状态：{{target.stateMet}}。
{{/if}}
{{#if result.remarks}}
备注：{{result.remarks}}
{{/if}}
## 三、被检查单位意见
@lines 3
## 四、签名
{{#if signatures}}
下列签名为在手机上手写，所签的是当时的现场问答与附件（以哈希为准），不含“检查结果”一节。现在这一版的哈希：{{site.hash}}
{{#each signatures}}
@drawn {{signature.role}}：{{signature.name}} | {{signature.at}}，所签版本 {{signature.shortHash}} | {{signature.standing}} | {{signature.refusal}}
{{/each}}
{{/if}}
{{#if changes}}
~ 签署之后的改动：
|! 所签版本 :4 | 改动内容 :6 | 签署时 :4 | 现在 :5 | 何人何时 :6
{{#each changes}}
| {{change.shortHash}} | {{change.what}} | {{change.before}} | {{change.now}} | {{change.by}}
{{/each}}
{{/if}}
{{#if signed.unsigned}}
{{#if signatures}}
尚未签署现在这一版的：{{signed.unsigned}}。
{{/if}}
以上笔录经本人阅读（已向本人宣读），与实际情况相符。
@sign 被检查单位（签名、盖章） | 检查人员（两人签名）
@sign 见证人（签名） | 记录人（签名）
{{/if}}
@code
`,
    en: `
# Record of the visit
: Target | {{target.name}} | Code | {{target.code}}
: Address | {{target.address}} | Legal representative | {{target.legalRepresentative}}
: Day | {{visit.on}} | Window | {{visit.from}} to {{visit.until}}
{{#if checkIns}}
: First check-in | {{site.from}} | Last entry on site | {{site.until}}
{{else}}
: Place |  | From – to | 
{{/if}}
: Inspectors | {{team.list}}
: Who was there | {{visit.present}}
: In charge on site |  | Identity document | 
{{#if checkIns}}
~ Checked in on site:
|! Name :2 | When :3 | Where :6 | Note :4
{{#each checkIns}}
| {{checkIn.name}} | {{checkIn.at}} | {{checkIn.place}} | {{checkIn.note}}
{{/each}}
{{/if}}
We are officers of {{agency.name}} and have shown our certificates (numbers above). You may make a statement, and you may ask for the recusal of an inspector. Understood, and do you ask for it:
@lines 1
## 1. Matter by matter
|! No. :1 | Matter :4 | What is looked at :5 | Result :4
{{#each matters}}
| {{matter.number}} | {{matter.name}} | {{matter.content}} | {{matter.result}}
{{/each}}
{{#if answers}}
~ Asked and answered:
|! No. :2 | Matter :4 | Question :6 | Answer :4 | Note :5 | By, when :6
{{#each answers}}
| {{answer.number}} | {{answer.matter}} | {{answer.question}} | {{answer.answer}} | {{answer.note}} | {{answer.by}} {{answer.at}}
{{/each}}
{{/if}}
{{#if files}}
~ Photos and papers:
|! No. :2 | What it shows :6 | Kind, size :5 | Hash :4 | By, when :6 | Why it does not count :5
{{#each files}}
| {{file.number}} | {{file.name}} | {{file.size}} | {{file.shortHash}} | {{file.by}} {{file.at}} | {{file.removed}}
{{/each}}
{{/if}}
## 2. What was found
{{#if findings}}
|! No. :1 | Found :5 | Matter :4 | Note :5
{{#each findings}}
| {{finding.number}} | {{finding.name}} | {{finding.matter}} | {{finding.note}}
{{/each}}
{{else}}
@lines 6
{{/if}}
{{#if target.stateMet}}
State of the target: {{target.stateMet}}.
{{/if}}
{{#if result.remarks}}
Remarks: {{result.remarks}}
{{/if}}
## 3. What the target says
@lines 3
## 4. Signatures
{{#if signatures}}
These names were signed by hand on a phone, under the answers and files as they were then (their hash tells which); "What was found" is not part of it. Hash of the present version: {{site.hash}}
{{#each signatures}}
@drawn {{signature.role}}: {{signature.name}} | {{signature.at}}, version {{signature.shortHash}} | {{signature.standing}} | {{signature.refusal}}
{{/each}}
{{/if}}
{{#if changes}}
~ Changed since it was signed:
|! Signed version :4 | What :6 | As signed :4 | Now :5 | By, when :6
{{#each changes}}
| {{change.shortHash}} | {{change.what}} | {{change.before}} | {{change.now}} | {{change.by}}
{{/each}}
{{/if}}
{{#if signed.unsigned}}
{{#if signatures}}
Have not signed the present version: {{signed.unsigned}}.
{{/if}}
I have read this record, or it was read to me, and it is true.
@sign Target (signature, seal) | Inspectors (two signatures)
@sign Witness | Recorded by
{{/if}}
@code
`,
  },
  'rectify-order': {
    zh: `
# 责令改正通知书
~ {{target.name}}：
{{agency.name}}于{{visit.on}}对你单位进行“双随机、一公开”检查（抽取编号{{draw.number}}），发现下列问题：
|! 序号 :2 | 问题 :6 | 所涉事项 :5 | 说明 :6 | 依据 :6 | 改正期限 :5
{{#each problems}}
| {{problem.number}} | {{problem.name}} | {{problem.matter}} | {{problem.note}} | {{problem.legalBasis}} | {{problem.deadline}}
{{/each}}
现责令你单位在上列期限内改正；未列期限的，自收到本通知书之日起＿＿＿日内改正。改正完成后，请将改正情况书面报告本机关，本机关将组织复查。确有困难不能按期改正的，可在期限届满前书面申请延期。
逾期不改正的，将依法处理。
你单位如不服本通知，可以依法申请行政复议或者提起行政诉讼。
> {{agency.name}}
> {{document.on}}
@code
## 送达回执
@sign 被检查单位签收 | 送达人（两人签名）
`,
    en: `
# Order to rectify
~ To {{target.name}}:
At the inspection of {{visit.on}} (draw {{draw.number}}) {{agency.name}} found the following:
|! No. :2 | Problem :6 | Matter :5 | Note :6 | Basis :6 | By :4
{{#each problems}}
| {{problem.number}} | {{problem.name}} | {{problem.matter}} | {{problem.note}} | {{problem.legalBasis}} | {{problem.deadline}}
{{/each}}
You are ordered to mend this by the day above, or, where there is none, within ________ days of receiving this order. Then report in writing what was done; it will be rechecked. If you cannot by then, ask for an extension in writing before the day is over.
What is not mended in time is dealt with by the law.
You may ask for an administrative review, or go to court.
> {{agency.name}}
> {{document.on}}
@code
## Receipt
@sign Received by the target | Served by (two signatures)
`,
  },
  publication: {
    zh: `
# 检查结果公示表
: 检查机关 | {{agency.name}} | 年度计划 | {{plan.title}}
: 检查对象 | {{target.name}} | 统一社会信用代码 | {{target.code}}
: 抽取编号 | {{draw.number}} | 抽取日期 | {{draw.on}}
: 检查日期 | {{visit.on}} | 公示日期 | {{publication.on}}
: 检查人员 | {{team.list}}
## 检查事项
{{#each matters}}
+ {{matter.name}}
{{/each}}
## 检查结果
{{result.words}}
{{#if target.stateMet}}
检查时对象状态：{{target.stateMet}}。
{{/if}}
## 核验
抽取记录哈希：{{draw.recordHash}}
> {{agency.name}}
> {{document.on}}
@code
`,
    en: `
# Result of an inspection
: Agency | {{agency.name}} | Plan | {{plan.title}}
: Target | {{target.name}} | Code | {{target.code}}
: Draw | {{draw.number}} | Drawn on | {{draw.on}}
: Visited on | {{visit.on}} | Published on | {{publication.on}}
: Inspectors | {{team.list}}
## Matters
{{#each matters}}
+ {{matter.name}}
{{/each}}
## What was found
{{result.words}}
{{#if target.stateMet}}
State of the target: {{target.stateMet}}.
{{/if}}
## Check it
Hash of the draw's record: {{draw.recordHash}}
> {{agency.name}}
> {{document.on}}
@code
`,
  },
  'drawn-list': {
    zh: `
# 随机抽取结果单
{{#if draw.void}}
^ 【已作废】
~ {{draw.void}}。
{{/if}}
{{#if draw.failure}}
^ 【没有结果】
~ {{draw.failure}}。
{{/if}}
{{#if draw.notPublic}}
~ 本单所载结果尚未公布，{{draw.notPublic}} 之前不得向外透露。
{{/if}}
: 抽取编号 | {{draw.number}} | 类型 | {{draw.kind}}
: 组织抽取单位 | {{agency.name}} | 年度计划 | {{plan.title}}
: 批次 | {{batch.name}} | 检查期限 | {{visit.from}}至{{visit.until}}
: 名单截止时间 | {{draw.cutoff}} | 承诺公开时间 | {{draw.committedAt}}
: 公告抽取时间 | {{draw.planned}} | 抽取完成时间 | {{draw.at}}
: 名单总数 | {{draw.population}} 个（另排除 {{draw.excluded}} 个） | 抽取数量 | {{draw.size}} 个
: 随机数来源 | {{draw.source}}。{{draw.assurance}}
{{#if draw.relation}}
: 与其他抽取 | {{draw.relation}}
{{/if}}
{{#if draw.successors}}
: 其后的抽取 | {{draw.successors}}
{{/if}}
## 一、抽查事项
|! 序号 :2 | 编码 :5 | 事项 :13
{{#each matters}}
| {{matter.number}} | {{matter.code}} | {{matter.name}}
{{/each}}
## 二、名单、分层与机会
|! 分层 :4 | 名单 :2 | 抽取 :2 | 备选 :2 | 机会 :2 | 说明 :8
{{#each strata}}
| {{stratum.id}} | {{stratum.population}} | {{stratum.size}} | {{stratum.reserve}} | {{stratum.chance}} | {{stratum.words}}
{{/each}}
{{#each reasons}}
- {{reason.words}}
{{/each}}
## 三、抽取结果
{{#if draw.assignedByName}}
~ 注：检查人员为{{draw.assignedByName}}。
{{/if}}
{{#if cuts}}
~ 组不成检查组的原因：
{{#each cuts}}
- {{cut.words}}
{{/each}}
{{/if}}
{{#if targets}}
|! 顺序 :2 | 检查对象 :6 | 编码 :6 | 类别 :3 | 检查组（姓名、证号） :5
{{#each targets}}
| {{target.number}} | {{target.name}} | {{target.code}} | {{target.kind}} | {{target.team}}
{{/each}}
{{else}}
~ 没有抽出检查对象。
{{/if}}
{{#if reserve}}
## 四、备选顺序
~ 补抽时按下列顺序依次递补：
|! 分层 :4 | 顺序 :2 | 检查对象 :8 | 编码 :6
{{#each reserve}}
| {{reserve.stratum}} | {{reserve.number}} | {{reserve.name}} | {{reserve.code}}
{{/each}}
{{/if}}
{{#if reserve.left}}
~ 另有备选 {{reserve.left}} 个，见证据文件。
{{/if}}
{{#if reserve.hidden}}
~ {{reserve.hidden}}
{{/if}}
## 记录与核验
: 承诺码 | {{draw.commitment}}
{{#if draw.recordHash}}
: 抽取记录哈希 | {{draw.recordHash}}
: 记录短码 | {{draw.shortCode}}
{{else}}
: 抽取记录哈希 | 没有抽取记录
{{/if}}
: 公开日志 | {{draw.log}}
{{#if log}}
|! 日志位置 :3 | 条目 :6 | 时间 :6
{{#each log}}
| {{entry.position}} | {{entry.kind}} | {{entry.at}}
{{/each}}
{{/if}}
@code
> {{agency.name}}
> {{document.on}}
@sign 组织抽取人（签名） | 监督人（签名）
`,
    en: `
# Result of a random draw
{{#if draw.void}}
^ [VOID]
~ {{draw.void}}.
{{/if}}
{{#if draw.failure}}
^ [NO RESULT]
~ {{draw.failure}}.
{{/if}}
{{#if draw.notPublic}}
~ The result is not public yet. Nothing of it may be told before {{draw.notPublic}}.
{{/if}}
: Draw | {{draw.number}} | Kind | {{draw.kind}}
: Agency | {{agency.name}} | Plan | {{plan.title}}
: Batch | {{batch.name}} | Visits | {{visit.from}} to {{visit.until}}
: Pool closed at | {{draw.cutoff}} | Committed at | {{draw.committedAt}}
: Announced for | {{draw.planned}} | Drawn at | {{draw.at}}
: In the pool | {{draw.population}} ({{draw.excluded}} were left out) | Drawn | {{draw.size}}
: Source of chance | {{draw.source}}. {{draw.assurance}}
{{#if draw.relation}}
: Other draws | {{draw.relation}}
{{/if}}
{{#if draw.successors}}
: Came after it | {{draw.successors}}
{{/if}}
## 1. Matters
|! No. :2 | Code :5 | Matter :13
{{#each matters}}
| {{matter.number}} | {{matter.code}} | {{matter.name}}
{{/each}}
## 2. Pool, strata and chances
|! Stratum :4 | Pool :2 | Drawn :3 | Reserve :3 | Chance :3 | How it comes about :9
{{#each strata}}
| {{stratum.id}} | {{stratum.population}} | {{stratum.size}} | {{stratum.reserve}} | {{stratum.chance}} | {{stratum.words}}
{{/each}}
{{#each reasons}}
- {{reason.words}}
{{/each}}
## 3. Who was drawn
{{#if draw.assignedByName}}
~ Note: {{draw.assignedByName}}.
{{/if}}
{{#if cuts}}
~ Why no teams could be formed:
{{#each cuts}}
- {{cut.words}}
{{/each}}
{{/if}}
{{#if targets}}
|! Place :2 | Target :6 | Code :6 | Kind :3 | Team (name, certificate) :5
{{#each targets}}
| {{target.number}} | {{target.name}} | {{target.code}} | {{target.kind}} | {{target.team}}
{{/each}}
{{else}}
~ No target was drawn.
{{/if}}
{{#if reserve}}
## 4. The reserve
~ A supplement takes the next ones in this order:
|! Stratum :4 | Place :2 | Target :8 | Code :6
{{#each reserve}}
| {{reserve.stratum}} | {{reserve.number}} | {{reserve.name}} | {{reserve.code}}
{{/each}}
{{/if}}
{{#if reserve.left}}
~ {{reserve.left}} more stand in the evidence file.
{{/if}}
{{#if reserve.hidden}}
~ {{reserve.hidden}}
{{/if}}
## Record and proof
: Commitment | {{draw.commitment}}
{{#if draw.recordHash}}
: Hash of the record | {{draw.recordHash}}
: Short code | {{draw.shortCode}}
{{else}}
: Hash of the record | There is no record
{{/if}}
: Public log | {{draw.log}}
{{#if log}}
|! Entry :3 | What :6 | When :6
{{#each log}}
| {{entry.position}} | {{entry.kind}} | {{entry.at}}
{{/each}}
{{/if}}
@code
> {{agency.name}}
> {{document.on}}
@sign Drawn by | In the presence of
`,
  },
};
