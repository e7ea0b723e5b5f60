import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const CONFIDENTIAL = 'sortis:confidential';

/** Requests or answers of this route hold secrets (a password, a token): nothing of them is kept, not even as a hash. */
export const Confidential = (): CustomDecorator => SetMetadata(CONFIDENTIAL, true);
