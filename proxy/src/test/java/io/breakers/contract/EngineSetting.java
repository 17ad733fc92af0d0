package io.breakers.contract;

import io.breakers.api.Breaker;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.tools.BothEngines;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

/** What is claimed of every proxy engine is tested with each. */
@ParameterizedClass
@BothEngines
@Tag("byte-buddy")
abstract class EngineSetting {
    @Parameter
    ProxyEngine engine;

    final <T> ProtectionBuilder<T> builder(Class<T> type, T target) {
        return Breakers.builder(type, target).engine(engine);
    }

    final <T> T protect(Class<T> type, T target) {
        return builder(type, target).build();
    }

    static Breaker breaker(Object proxy, String method) {
        return Breakers.inspect(proxy).breaker(method);
    }
}
