import { describe, expect, it } from '@jest/globals';

import { Config, ConfigError } from './config.js';

describe('Config', () => {
  it('has working defaults: an embedded database under data/', () => {
    const config = new Config({}, '/srv/app');
    expect(config.database).toEqual({ kind: 'sqlite', file: '/srv/app/data/sortis.sqlite' });
    expect(config.port).toBe(3000);
    expect(config.production).toBe(false);
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '3e3'],
    ['SORTIS_LOG_LEVEL', 'loud'],
    ['SORTIS_RUN_JOBS', 'yes'],
    ['DATABASE_URL', 'postgres://localhost/x'],
    ['DATABASE_URL', 'mysql://localhost'],
    ['DATABASE_URL', 'not a url'],
    ['SORTIS_ADMIN_PASSWORD', 'short'],
  ])('refuses %s=%s and names the variable', (name, value) => {
    expect(() => new Config({ [name]: value }, '/')).toThrow(ConfigError);
    expect(() => new Config({ [name]: value }, '/')).toThrow(name);
  });

  it('never prints the password of a database address', () => {
    expect(() => new Config({ DATABASE_URL: 'mysql://u:hunter2@h' }, '/')).toThrow(/u:\*\*\*@h/);
  });

  it('takes a MySQL address', () => {
    const config = new Config({ DATABASE_URL: 'mysql://u:p@127.0.0.1:3307/sortis' }, '/');
    expect(config.database).toEqual({ kind: 'mysql', url: 'mysql://u:p@127.0.0.1:3307/sortis' });
  });
});
