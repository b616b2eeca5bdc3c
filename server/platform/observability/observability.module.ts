import { Global, Module } from '@nestjs/common';
import { Community } from './community.js';
import { LoopWatch } from './loop-watch.js';
import { Metrics } from './metrics.js';
import { MetricsServer } from './metrics-server.js';

@Global()
@Module({
  providers: [Metrics, Community, MetricsServer, { provide: LoopWatch, useFactory: () => new LoopWatch() }],
  exports: [Metrics, Community, MetricsServer, LoopWatch],
})
export class ObservabilityModule {
  constructor(metrics: Metrics, loop: LoopWatch) {
    metrics.gauge('wander_event_loop_late', '1 while requests are refused because the event loop is late.', () =>
      Number(loop.isLate),
    );
  }
}
