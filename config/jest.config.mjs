import './tests-in-memory.mjs';
import config from './jest.base.config.mjs';

export default config;
