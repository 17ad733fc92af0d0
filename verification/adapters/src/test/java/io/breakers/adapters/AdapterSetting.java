package io.breakers.adapters;

import io.breakers.api.Breaker;
import io.breakers.api.BreakerConfig;
import io.breakers.api.BreakerConfigBuilder;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import io.breakers.proxy.ProxyEngine;
import io.breakers.testing.ManualTicker;
import io.breakers.testing.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.Parameter;

/** A service of one kind behind a breaker that trips at its first failure; its target and its fallback play scripts. */
abstract class AdapterSetting {
    /** Has no constructor by which Kotlin could copy it, for a better stack trace, on its way to the caller. */
    static final class Down extends IOException {
        private static final long serialVersionUID = 1L;

        private final int code;

        Down(int code) {
            super("down " + code);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    static final Down DOWN = new Down(7);
    static final Duration OPEN_FOR = Duration.ofSeconds(10);

    @Parameter(0)
    Kind<Object> kind;

    @Parameter(1)
    ProxyEngine engine;

    final ManualTicker ticker = new ManualTicker();
    final RecordingListener heard = new RecordingListener();
    final Script script = new Script();
    final Script spare = new Script();

    BreakerConfigBuilder config() {
        return BreakerConfig.builder()
                .failureThreshold(1)
                .openFor(OPEN_FOR)
                .probes(1)
                .successThreshold(1)
                .measureTime()
                .ticker(ticker)
                .listener(heard);
    }

    ProtectionBuilder<Object> builder(BreakerConfig config) {
        var builder = Breakers.builder(kind.type(), kind.client(script))
                .engine(engine)
                .config(config);
        return kind.adapters() == null ? builder : builder.adapter(kind.adapters());
    }

    ProtectionBuilder<Object> builder() {
        return builder(config().build());
    }

    ProtectionBuilder<Object> withFallback() {
        return builder().fallback(kind.client(spare));
    }

    /** Calls and uses the result. */
    Received ask(Object client) {
        var received = new Received();
        kind.call(client, "argument").by(received);
        return received;
    }

    static Breaker breaker(Object client) {
        return Breakers.inspect(client).breaker("get");
    }
}
