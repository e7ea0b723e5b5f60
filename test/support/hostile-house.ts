import { PASSWORD, type Answer, type TestServer } from './server.js';
import { png, sha256 } from './site-files.js';

const PHOTO = png();

const CHINA = 8 * 3_600_000;
export const today = (): string => new Date(Date.now() + CHINA).toISOString().slice(0, 10);
export const year = (): number => Number(today().slice(0, 4));

/** One agency with one record of everything that has an id, and a user of every role. */
export interface House {
  readonly code: string;
  readonly agency: number;
  readonly matter: number;
  readonly target: number;
  /** Its code, by which a draw knows it. */
  readonly targetCode: string;
  readonly targets: readonly number[];
  readonly inspector: number;
  readonly inspectors: readonly number[];
  readonly absence: number;
  readonly duty: number;
  readonly recusal: number;
  readonly interest: number;
  readonly visit: number;
  /** Published and drawn. */
  readonly plan: number;
  readonly batch: number;
  readonly occurrence: number;
  /** An agency beside it that was asked to join its batch and then left out. */
  readonly partner: number;
  /** What that agency asks of it. */
  readonly invitation: number;
  readonly draw: number;
  readonly inspection: number;
  /** One to which a photo was brought, and of which a paper was issued. */
  readonly photographed: number;
  /** After another one, where `withRectification` was asked for. */
  readonly rectification: number;
  /** A void of the draw that nobody has decided on. */
  readonly amendment: number;
  readonly user: number;
  /** Where the agency is told of things: a name that nobody has. */
  readonly channel: number;
  readonly tokens: Readonly<Record<'admin' | 'planner' | 'inspector' | 'auditor', string>>;
}

/** POSTs, and fails at anything but success. */
export async function made(server: TestServer, token: string, path: string, body: unknown): Promise<Answer['body']> {
  const answer = await server.call('POST', `/api/v1${path}`, { token, body });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export const batchBody = (matter: number, more: object = {}): Record<string, unknown> => ({
  name: '社会组织抽查',
  matterIds: [matter],
  filter: [{ field: 'kind', in: ['社会团体'] }],
  rate: { direction: 'number', number: 3 },
  visitWindow: { afterDays: 0, days: 30 },
  schedule: { kind: 'date', at: new Date().toISOString() },
  ...more,
});

export const inspectorBody = (agencyId: number, name: string): Record<string, unknown> => ({
  agencyId,
  name,
  certificateNumber: name,
  issuer: '某省司法厅',
  validFrom: `${year() - 1}-01-01`,
  validUntil: `${year() + 2}-12-31`,
});

/** @param code the agency's code, and the beginning of the names of all that is made */
export async function buildHouse(server: TestServer, admin: string, code: string): Promise<House> {
  const make = async (path: string, body: unknown): Promise<number> =>
    (await made(server, admin, path, body)).id as number;
  const agency = await make('/agencies', { code, name: `${code}县民政局`, level: 'county', regionCode: '110101' });
  const matter = await make('/matters', { agencyId: agency, name: `${code}检查`, legalBasis: '《慈善法》' });
  const targets: number[] = [];
  for (let n = 0; n < 8; n++) {
    const body = { agencyId: agency, name: `${code}协会${n}`, alias: `${code}-T${n}`, kind: '社会团体' };
    targets.push(await make('/targets', body));
  }
  const inspectors: number[] = [];
  for (let n = 0; n < 4; n++) inspectors.push(await make('/inspectors', inspectorBody(agency, `${code}-Z${n}`)));
  const [inspector = 0] = inspectors;
  const [target = 0] = targets;
  const absence = await make(`/inspectors/${inspector}/absences`, {
    from: `${year() + 1}-05-01`,
    until: `${year() + 1}-05-02`,
    reason: '学习',
  });
  const roster = [{ inspectorIds: [inspector], from: `${year() + 1}-05-08`, until: `${year() + 1}-05-08` }];
  await server.call('POST', '/api/v1/duties', { token: admin, body: { duties: roster } });
  const away = await server.call('GET', `/api/v1/inspectors/${inspector}/absences`, { token: admin });
  const duty = away.body.find((one: { kind: string }) => one.kind === 'duty').id as number;
  const recusal = await make(`/inspectors/${inspector}/recusals`, { targetId: target, reason: '亲属' });
  const interest = await make(`/inspectors/${inspector}/interests`, {
    kind: 'other',
    name: '别处的协会',
    note: '曾任职',
  });
  const visit = await make('/visits', { agencyId: agency, targetId: targets[7], firstDay: today(), kind: 'daily' });
  const plan = await make('/plans', { agencyId: agency, year: year(), title: `${code}计划` });
  const batch = await make(`/plans/${plan}/batches`, batchBody(matter));
  await made(server, admin, `/plans/${plan}/publish`, {});
  const drawn = await server.until(
    `/api/v1/draws?agencyId=${agency}`,
    admin,
    (body) => body.items[0]?.phase === 'issued',
  );
  const draw = drawn.items[0].id as number;
  const occurrences = await server.call('GET', `/api/v1/plans/${plan}/occurrences`, { token: admin });
  const occurrence = occurrences.body.items[0].id as number;
  const inspections = await server.call('GET', `/api/v1/inspections?drawId=${draw}`, { token: admin });
  const inspection = inspections.body.items[0].id as number;
  const photographed = inspections.body.items[2].id as number;
  await made(server, admin, `/inspections/${photographed}/steps`, { step: 'accept' });
  const photo = await server.call('PUT', `/api/v1/inspections/${photographed}/files/${sha256(PHOTO)}`, {
    token: admin,
    body: PHOTO,
    headers: { 'content-type': 'application/octet-stream' },
  });
  if (photo.status !== 200) throw new Error(`photo: ${photo.status} ${JSON.stringify(photo.body)}`);
  await made(server, admin, `/inspections/${photographed}/documents/approval`, {});
  await made(server, admin, `/draws/${draw}/documents/drawn-list`, {});
  const questions = await server.call('PUT', `/api/v1/matters/${matter}/questions`, {
    token: admin,
    body: { questions: [] },
  });
  if (questions.status !== 200) throw new Error(`questions: ${JSON.stringify(questions.body)}`);
  const amendment = await make(`/draws/${draw}/amendments`, { kind: 'void', reason: { zh: '名单有误' } });
  const { partner, invitation } = await buildBeside(server, admin, code, { plan, batch });
  const tokens: Record<string, string> = {};
  let user = 0;
  for (const role of ['admin', 'planner', 'inspector', 'auditor']) {
    const username = `${code}.${role}`.toLowerCase();
    const body = { username, displayName: role, password: PASSWORD, role, agencyId: agency };
    user = await make('/users', { ...body, ...(role === 'inspector' ? { inspectorId: inspector } : {}) });
    tokens[role] = await server.signIn(username);
  }
  const channel = await make(`/agencies/${agency}/notice-channels`, {
    kind: 'webhook',
    name: `${code}钩子`,
    address: 'https://hooks.invalid/in',
    // nothing is told of these: so that no try comes in between
    kinds: ['channel-failing'],
  });
  return {
    code,
    agency,
    matter,
    target,
    targetCode: `${code}-T0`,
    targets,
    inspector,
    inspectors,
    absence,
    duty,
    recusal,
    interest,
    visit,
    plan,
    batch,
    occurrence,
    partner,
    invitation,
    draw,
    inspection,
    photographed,
    rectification: 0,
    amendment,
    user,
    channel,
    tokens: tokens as House['tokens'],
  };
}

/** The house with a rectification after the second of its inspections, whose draw is not voided any more. */
export async function withRectification(server: TestServer, admin: string, house: House): Promise<House> {
  const { body } = await server.call('GET', `/api/v1/inspections?drawId=${house.draw}`, { token: admin });
  const id = body.items[1].id as number;
  await made(server, admin, `/inspections/${id}/steps`, { step: 'accept' });
  const code = 'ordered-to-correct';
  await made(server, admin, `/inspections/${id}/findings`, { visitedOn: today(), findings: [{ code }] });
  const { id: rectification } = await made(server, admin, `/inspections/${id}/rectifications`, {
    findingCode: code,
    on: today(),
    deadline: { days: 10, counted: 'working' },
    items: [{ matterId: house.matter, what: '清理通道' }],
  });
  return { ...house, rectification };
}

/** An agency beside a house: it was asked to join a batch of the house and left out, and asks the house to join one of its own. */
async function buildBeside(
  server: TestServer,
  admin: string,
  code: string,
  { batch, plan }: { readonly batch: number; readonly plan: number },
): Promise<{ partner: number; invitation: number }> {
  const make = async (path: string, body: unknown): Promise<number> =>
    (await made(server, admin, path, body)).id as number;
  const agencyId = await make('/agencies', { code: `${code}-SJ`, name: `${code}县市场监管局`, level: 'county' });
  for (const name of ['S0', 'S1']) await make('/inspectors', inspectorBody(agencyId, `${code}-${name}`));
  await make('/targets', { agencyId, name: `${code}商店`, alias: `${code}-S`, kind: '社会团体' });
  const matter = await make('/matters', { agencyId, name: `${code}联合检查`, legalBasis: '《慈善法》' });
  const asked = { role: 'participant', reason: '联合抽查' };
  const partners = `/plans/${plan}/batches/${batch}/partners`;
  const partner = await make(partners, { agency: `${code}-SJ`, ...asked });
  await make(`${partners}/leave-out`, { partnerId: partner, reason: '今年不参加' });
  const theirs = await make('/plans', { agencyId, year: year(), title: `${code}市场监管计划` });
  const schedule = { kind: 'date', at: `${year()}-12-31T23:00:00+08:00` };
  const joint = await make(
    `/plans/${theirs}/batches`,
    batchBody(matter, { rate: { direction: 'number', number: 1 }, schedule }),
  );
  const invitation = await make(`/plans/${theirs}/batches/${joint}/partners`, { agency: code, ...asked });
  return { partner, invitation };
}

/** A body that each operation would take, by `METHOD path` of the OpenAPI document, for the records of a house. */
export function fittingBodies(house: House): Readonly<Record<string, Record<string, unknown>>> {
  const { agency, matter, target } = house;
  const targetBody = {
    name: '新协会',
    kind: '社会团体',
    alias: 'NEW-1',
    regionCode: '110101',
    riskClass: 'A',
    address: '某街 1 号',
    legalRepresentative: '某人',
    phone: '010-1',
    remarks: '无',
  };
  const matterBody = {
    name: '新事项',
    code: 'NEW-M',
    category: '类',
    content: '内容',
    legalBasis: '《慈善法》',
    importance: 'general',
    methods: [],
    rate: { direction: 'at-least', millionths: 30_000 },
    windowFrom: '03-01',
    windowUntil: '10-31',
    qualifications: ['财务'],
  };
  const strata = [
    {
      code: 'own',
      name: '高风险',
      conditions: [{ field: 'riskClass', in: ['A', 'B'] }],
      rate: { direction: 'at-least', millionths: 50_000 },
      minimum: 1,
      censusBelow: 2,
      reserve: 5,
    },
    { code: 'rest', name: '其余', rest: true },
  ];
  const change = {
    name: '改名',
    reason: '更正',
    matterIds: [matter],
    rate: { direction: 'number', number: 2 },
    strata,
    seats: [{ from: 'own', count: 2, qualifications: [] }],
    assigned: { inspectorIds: house.inspectors, reason: '专业检查' },
  };
  const bodies: Record<string, Record<string, unknown>> = {
    'POST /session': { username: 'nobody', password: 'a long enough one' },
    'POST /browser-session': { username: 'nobody', password: 'a long enough one' },
    'POST /session/password': { oldPassword: 'a long enough one', newPassword: 'another long enough' },
    'POST /users': {
      username: 'new.user',
      displayName: '新人',
      password: PASSWORD,
      role: 'auditor',
      agencyId: agency,
      inspectorId: null,
    },
    'PATCH /users/{id}': { displayName: '改名', role: 'auditor', agencyId: agency, active: true },
    'POST /users/{id}/password': { password: 'another long enough' },
    'PATCH /me': { email: 'wang.fang@example.org', language: 'en' },
    'PUT /me/notice-choices': { choices: [{ kind: 'draw-issued', channel: 'email', when: 'none' }] },
    'POST /agencies/{id}/notice-channels': {
      kind: 'dingtalk',
      name: '工作群',
      address: 'https://hooks.invalid/robot/send?access_token=abc',
      secret: 'SEC0123456789',
      kinds: ['draw-issued'],
    },
    'PATCH /agencies/{id}/notice-channels/{channelId}': { name: '改名', kinds: ['draw-failed'], active: false },
    'POST /agencies': { name: '新局', code: 'NEW-A', level: 'county', regionCode: '110101', parentId: agency },
    'PATCH /agencies/{id}': { name: '改名局', level: 'county', regionCode: '110101', checkInMetres: 300 },
    'POST /matters': { agencyId: agency, ...matterBody },
    'PATCH /matters/{id}': { ...matterBody, name: '改名事项' },
    'POST /targets': { agencyId: agency, ...targetBody },
    'PATCH /targets/{id}': { name: '改名协会', remarks: '改', longitude: 116_397_500, latitude: 39_908_700 },
    'POST /inspectors': { ...inspectorBody(agency, 'NEW-Z'), qualifications: ['财务'], position: '科员' },
    'PATCH /inspectors/{id}': { name: '改名人', position: '科长', available: true },
    'POST /inspectors/{id}/absences': { from: `${year() + 1}-06-01`, until: `${year() + 1}-06-02`, reason: '休假' },
    'POST /inspectors/{id}/interests': {
      kind: 'family',
      name: '某协会',
      uscc: '91110101MA00000000',
      address: '某街 1 号',
      person: '某人',
      note: '配偶任职',
      from: `${year() + 1}-06-01`,
      until: `${year() + 1}-06-02`,
    },
    'POST /inspectors/{id}/interests/{interestId}/end': {},
    'POST /duties': {
      duties: [
        { inspectorIds: [house.inspector], from: `${year() + 1}-07-01`, until: `${year() + 1}-07-02`, reason: '值班' },
      ],
    },
    'PATCH /duties/{id}': {
      inspectorId: house.inspector,
      from: `${year() + 1}-07-08`,
      until: `${year() + 1}-07-09`,
      reason: '换班',
    },
    'POST /inspectors/{id}/recusals': { targetId: target, reason: '亲属' },
    'POST /inspectors/{id}/recusals/{recusalId}/end': { reason: '不再' },
    'POST /visits': { agencyId: agency, targetId: target, firstDay: today(), kind: 'special', note: '专项行动' },
    'POST /visits/{id}/withdraw': { reason: '填错' },
    'PUT /working-days/{year}': {
      source: '某办〔某年〕1号',
      days: [{ day: `${year() + 1}-01-01`, working: false, name: '元旦' }],
    },
    'POST /plans': { agencyId: agency, year: year() + 1, title: '明年计划' },
    'PATCH /plans/{id}': { title: '改名计划', reason: '更正' },
    'PUT /plans/{id}/caps': { caps: [{ targetKind: '社会团体', most: 9 }], reason: '更正' },
    'POST /plans/{id}/publish': {},
    'POST /plans/{id}/submit': { reason: '请审核' },
    'POST /plans/{id}/approve': { reason: '同意' },
    'POST /plans/{id}/return': { reason: '请补充' },
    'POST /plans/{id}/file': { reason: '报备' },
    'POST /plans/{id}/acknowledge': { reason: '收到' },
    'POST /plans/{id}/batches': batchBody(matter, {
      schedule: { kind: 'date', at: `${year()}-12-31T23:00:00+08:00` },
      reason: '增加',
    }),
    'POST /plans/{id}/batches/dry-run': batchBody(matter, {
      schedule: { kind: 'date', at: `${year()}-12-31T23:00:00+08:00` },
    }),
    'PATCH /plans/{id}/batches/{batchId}': change,
    'POST /plans/{id}/batches/{batchId}/dry-run': change,
    'POST /plans/{id}/batches/{batchId}/cancel': { reason: '取消' },
    'POST /plans/{id}/batches/{batchId}/partners': {
      agency: `${house.code}-SJ`,
      role: 'neighbour',
      reason: '人手不足',
    },
    'POST /plans/{id}/batches/{batchId}/partners/leave-out': { partnerId: house.partner, reason: '未答复' },
    'POST /invitations/{id}/accept': { seats: [{ count: 1, qualifications: ['财务'] }], reason: '同意' },
    'POST /invitations/{id}/decline': { reason: '人手不足' },
    'POST /plans/{id}/occurrences/{occurrenceId}/decision': { decision: 'draw', reason: '服务器停机' },
    'PUT /matters/{id}/questions': {
      questions: [
        { key: 'licence', text: '证书是否悬挂', kind: 'yes-no', required: true, noSuggests: 'no-problem-found' },
        { key: 'beds', text: '床位数', kind: 'number', unit: '张' },
        {
          key: 'state',
          text: '状况',
          kind: 'choice',
          options: [
            { code: 'a', text: '好' },
            { code: 'b', text: '差' },
          ],
        },
      ],
    },
    'POST /on-site/sync': {
      device: '5b1e9a52-38a4-4f0f-9a43-0d6a4b1f0a11',
      sentAt: `${today()}T02:00:00Z`,
      acts: [
        {
          id: '5b1e9a52-38a4-4f0f-9a43-0d6a4b1f0a12',
          sequence: 1,
          at: `${today()}T01:00:00Z`,
          inspectionId: house.inspection,
          kind: 'check-in',
          needs: [],
          content: { code: '7K3M-Q0TX-91BV', place: { longitude: 116_397_500, latitude: 39_908_700, accuracy: 10 } },
        },
        {
          id: '5b1e9a52-38a4-4f0f-9a43-0d6a4b1f0a13',
          sequence: 2,
          at: `${today()}T01:00:10Z`,
          inspectionId: house.inspection,
          kind: 'signature',
          content: {
            signer: 'witness',
            name: '某人',
            refusal: '拒签',
            recordHash: 'ab'.repeat(32),
            strokes: [[1, 2, 3, 4, 5, 6, 7, 8]],
          },
        },
      ],
    },
    'PUT /document-templates/{kind}': {
      agencyId: agency,
      language: 'zh',
      body: '# 审批表\n{{#each matters}}\n- {{matter.name}}\n{{/each}}',
      note: '本局格式',
    },
    'POST /document-templates/{kind}/preview': {
      language: 'zh',
      body: '# 审批表\n: 对象 | {{target.name}}',
      inspectionId: house.inspection,
    },
    'POST /inspections/{id}/findings': {
      visitedOn: today(),
      findings: [{ code: 'no-problem-found', matterId: matter, note: '无' }],
      remarks: '无',
    },
    'POST /inspections/{id}/corrections': {
      findings: [{ code: 'no-problem-found', matterId: matter, note: '无' }],
      targetState: null,
      reason: '更正',
    },
    'POST /agencies/{id}/checklist': { matterIds: [matter], reason: '更正' },
    'PUT /agencies/{id}/disclosure-rules': { inspectorNames: 'surname', personTargets: 'masked', retentionYears: 5 },
    'POST /inspections/{id}/steps': {
      step: 'visit',
      on: today(),
      present: house.inspectors,
      targetState: 'moved',
      note: '无',
    },
    'POST /inspections/{id}/recusals': {
      origin: 'target',
      inspectorId: house.inspector,
      declaration: '亲属',
      receivedOn: today(),
    },
    'POST /inspections/{id}/recusals/{recusalId}/approve': { reason: '情况属实' },
    'POST /inspections/{id}/recusals/{recusalId}/withdraw': { reason: '弄错了人' },
    'POST /inspections/{id}/recusals/{recusalId}/refuse': { reason: '不成立' },
    'POST /inspections/{id}/retractions': { subject: 'publication', reason: '行政复议决定撤销' },
    'POST /inspections/{id}/retractions/{retractionId}/approve': { reason: '情况属实' },
    'POST /inspections/{id}/retractions/{retractionId}/withdraw': { reason: '看错了' },
    'POST /inspections/{id}/retractions/{retractionId}/refuse': { reason: '不成立' },
    'POST /inspections/steps': { ids: [house.inspection], step: 'notify', on: today(), how: 'post', note: '无' },
    'POST /inspections/{id}/rectifications': {
      findingCode: 'ordered-to-correct',
      matterId: matter,
      on: today(),
      deadline: { days: 10, counted: 'working' },
      items: [{ matterId: matter, what: '清理通道' }],
      note: '无',
    },
    'POST /rectifications/{id}/steps': {
      step: 'recheck',
      on: today(),
      passed: false,
      present: house.inspectors,
      note: '未到位',
    },
    'POST /inspections/{id}/joint-visits/{visitId}/consent': { plannedOn: today() },
    'POST /inspections/{id}/joint-visits/{visitId}/decline': { reason: '时间不合' },
    'POST /draws/{id}/amendments': {
      kind: 'replacement',
      reason: { zh: '回避', en: 'recusal' },
      cause: 'recusal',
      seats: [{ inspectionId: house.inspection, inspectorId: house.inspector }],
      newDraw: { dueAt: `${year() + 1}-01-01T09:00:00+08:00`, entropySource: 'sealed' },
    },
    'POST /amendments/{id}/approve': { reason: { zh: '同意', en: 'agreed' } },
    'POST /amendments/{id}/decline': { reason: { zh: '不同意', en: 'not agreed' } },
    'POST /draws/{id}/figures-events': {
      events: [
        {
          name: '快乐8',
          number: '2026120',
          at: `${year() + 1}-01-01T13:30:00.000Z`,
          groups: [
            { form: 'set', count: 20, from: 1, to: 80 },
            { form: 'digits', count: 3, from: 0, to: 9 },
          ],
        },
      ],
    },
    'POST /draws/{id}/figures': { numbers: '01 05 12 23 28 33 + 07' },
    'POST /draws/{id}/ceremony/commitments': { name: '证人', hash: 'ab'.repeat(32) },
    'POST /draws/{id}/ceremony/reveals': { name: '证人', secret: 'cd'.repeat(32) },
    'POST /jobs/{id}/retry': {},
    'POST /draws/{id}/beacon-round': { round: 123, signature: 'ab'.repeat(48) },
  };
  for (const register of ['agencies', 'matters', 'targets', 'inspectors'])
    bodies[`POST /${register}/{id}/retire`] = { reason: '停用' };
  return bodies;
}

/** The address of an operation for the records of a house. */
export function addressOf(path: string, house: House): string {
  const register = /^\/api\/v1\/([a-z]+)\/(?:notices\/)?\{id\}/.exec(path)?.[1] ?? '';
  const ids: Readonly<Record<string, number>> = {
    users: house.user,
    agencies: house.agency,
    matters: house.matter,
    targets: house.target,
    inspectors: house.inspector,
    duties: house.duty,
    visits: house.visit,
    plans: house.plan,
    draws: house.draw,
    inspections: house.inspection,
    rectifications: house.rectification,
    amendments: house.amendment,
    invitations: house.invitation,
    // other people's notices are not numbered by agency
    me: 2_147_483_647,
    // that of the checkpoint's export
    jobs: 1,
  };
  return path
    .replace(
      '{id}',
      String(/\{sha256\}|inspections\/\{id\}\/documents/.test(path) ? house.photographed : ids[register]),
    )
    .replace('{channelId}', String(house.channel))
    .replace('{absenceId}', String(house.absence))
    .replace('{recusalId}', String(house.recusal))
    .replace('{retractionId}', '1')
    .replace('{interestId}', String(house.interest))
    .replace('{batchId}', String(house.batch))
    .replace('{occurrenceId}', String(house.occurrence))
    .replace('{edition}', '1')
    .replace('{version}', '1')
    .replace('{kind}', register === 'draws' ? 'drawn-list' : 'approval')
    .replace('{sha256}', sha256(PHOTO))
    .replace('{visitId}', '1')
    .replace('{targetId}', house.targetCode)
    .replace('{year}', String(year() + 1));
}
