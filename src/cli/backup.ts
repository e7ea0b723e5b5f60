import { takeBackup } from '../backup/take-backup.js';
import { SystemClock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';

/** Makes a backup of the embedded database, also while a server runs, and says what is in it and what is not. */
export async function backup(folder: string, withKey: boolean, keep: number | undefined): Promise<number> {
  const config = Config.fromProcess();
  const taken = await takeBackup({ config, folder, withKey, keep, now: new SystemClock().now() });
  const { facts, removed, sameDisk } = taken;
  const { origin, root, size } = facts.log;
  const bytes = facts.files.reduce((sum, file) => sum + file.bytes, 0);
  const lines = [
    `✓ 备份 ${taken.folder}，${bytes} 字节 / backup ${taken.folder}, ${bytes} bytes`,
    `✓ 日志 ${origin}，${size} 条，根 ${root} / log ${origin}, ${size} entries, root ${root}`,
    ...removed.map((name) => `- 删除了较早的备份 ${name} / the older backup ${name} was removed`),
    ...(withKey
      ? [
          '! 备份中有日志的签名密钥：谁拿到它，谁就能以本单位的名义签署另一份日志。请像保管公章一样保管。',
          "! The log's signing key is in it: whoever has it can sign another log in your name. Keep it as you keep the seal.",
        ]
      : [
          `! 备份中没有签名密钥（${config.logKeyFile}）：备份会被复制、传送，而谁拿到密钥，谁就能以本单位的名义签署另一份日志。请把该文件另存一份在别处；恢复到新机器时要用到它。`,
          `! The signing key (${config.logKeyFile}) is not in it: backups are copied and sent about, and whoever has the key can sign another log in your name. Keep a copy of that file elsewhere; a new machine needs it.`,
        ]),
    ...(sameDisk
      ? [
          '! 备份与数据库在同一块盘上，盘坏了两者都会失去。请把备份文件夹复制到别处。',
          '! The backup is on the same disk as the database; if the disk fails, both are lost. Copy the folder to another place.',
        ]
      : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
