package io.breakers.contract;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;

/** What is claimed of every proxy engine is tested with each. */
abstract class EngineContract {
    abstract ProxyEngine engine();

    final <T> ProtectionBuilder<T> builder(Class<T> type, T target) {
        return Breakers.builder(type, target).engine(engine());
    }

    final <T> T protect(Class<T> type, T target) {
        return builder(type, target).build();
    }

    static Breaker breaker(Object proxy, String method) {
        return Breakers.inspect(proxy).breaker(method);
    }
}
