import { Module } from '@nestjs/common';
import { VitalsHandler } from './vitals.handler.js';

@Module({ providers: [VitalsHandler] })
export class VitalsModule {}
