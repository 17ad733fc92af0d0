package io.breakers.operations;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.operations.internal.registry.RegisteredService;
import io.breakers.operations.internal.snapshot.Restart;
import io.breakers.proxy.Protection;
import io.breakers.proxy.ServiceRegistry;
import java.util.List;
import java.util.function.Consumer;

/**
 * The entry of a service, and what happens to its breakers when they are ready and nobody has called them yet.
 *
 * @param restart gives the breakers of keys the states that wait for them
 */
record OpeningEntry(RegisteredService service, Consumer<List<Breaker>> opening, Restart restart)
        implements ServiceRegistry.Entry {
    @Override
    public List<String> problems() {
        return service.problems();
    }

    @Override
    public List<BreakerConfig> configs() {
        return service.configs();
    }

    @Override
    public void opened(Protection protection) {
        service.opened(protection);
        opening.accept(protection.breakers());
    }

    @Override
    public void coming(Breaker breaker) {
        restart.lend(breaker);
    }

    @Override
    public void came(Breaker breaker) {
        restart.offer(List.of(breaker));
    }

    @Override
    public void closed() {
        service.closed();
    }
}
