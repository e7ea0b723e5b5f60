const { existsSync } = require('node:fs');
const { join } = require('node:path');

/*
 * Our sources name a module by what it is compiled to (./x.js): under Jest that is ./x.ts or ./x.tsx. Looked up in one or two
 * steps, and not at all for packages, whose names are as they say.
 */
module.exports = (request, options) => {
  if (request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes('node_modules')) {
    const path = join(options.basedir, request.slice(0, -3));
    for (const end of ['.ts', '.tsx']) if (existsSync(path + end)) return path + end;
  }
  return options.defaultResolver(request, options);
};
