/** One instruction of a Dockerfile: its keyword, its flags (`--from=build`) and the rest, continuation lines joined. */
export interface Instruction {
  readonly keyword: string;
  readonly flags: Readonly<Record<string, string>>;
  readonly rest: string;
}

/** What lies between two `FROM`. */
export interface Stage {
  readonly image: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

export interface Dockerfile {
  /** Build arguments that are declared before the first stage, with their defaults. */
  readonly args: Readonly<Record<string, string>>;
  readonly stages: readonly Stage[];
}

/** Reads the shape of a Dockerfile; whether it is a good one is the linter's business. */
export function readDockerfile(text: string): Dockerfile {
  const args: Record<string, string> = {};
  const stages: { image: string; name: string; instructions: Instruction[] }[] = [];
  for (const instruction of instructions(text)) {
    const stage = stages.at(-1);
    if (instruction.keyword === 'FROM') {
      const [image = '', , name = ''] = instruction.rest.split(/\s+/);
      stages.push({
        image: image.replace(/\$\{(\w+)\}/g, (_, arg: string) => args[arg] ?? ''),
        name,
        instructions: [],
      });
    } else if (stage !== undefined) {
      stage.instructions.push(instruction);
    } else {
      const [name = '', value = ''] = instruction.rest.split('=');
      args[name] = value;
    }
  }
  return { args, stages };
}

function instructions(text: string): Instruction[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => {
      const [, keyword = '', flags = '', rest = ''] = /^(\w+)\s+((?:--\S+\s+)*)(.*)$/.exec(line) ?? [];
      return {
        keyword: keyword.toUpperCase(),
        flags: Object.fromEntries([...flags.matchAll(/--([\w-]+)=(\S+)/g)].map(([, name, value]) => [name, value])),
        rest,
      };
    });
}

/** `ENV a=b c="d e"` of a stage, put together. */
export function environmentOf(stage: Stage): Record<string, string> {
  const pairs = of(stage, 'ENV').flatMap(({ rest }) => [...rest.matchAll(/(\w+)=("[^"]*"|\S*)/g)]);
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value.replace(/^"|"$/g, '')]));
}

export function of(stage: Stage, keyword: string): Instruction[] {
  return stage.instructions.filter((instruction) => instruction.keyword === keyword);
}

/** The words of an instruction in exec form (`["node", "x"]`), or undefined if it is in shell form. */
export function execForm(rest: string): string[] | undefined {
  try {
    const words: unknown = JSON.parse(rest.replace(/^CMD\s+/, ''));
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a path of the build context gets past .dockerignore: the last pattern that matches it, or a folder above it, decides. */
export function isVisible(path: string, dockerignore: string): boolean {
  let visible = true;
  for (const line of dockerignore.split('\n').map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const shows = line.startsWith('!');
    const pattern = (shows ? line.slice(1) : line)
      .split('**/')
      .map((part) => part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*'))
      .join('(?:.*/)?');
    if (new RegExp(`^${pattern}(?:/.*)?$`).test(path)) visible = shows;
  }
  return visible;
}
