package io.breakers.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ServiceType;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The context of who subscribes is that of the target, and of the fallback. */
class MutinyContextTest {
    private static final Context CONTEXT = Context.of("tenant", "acme");

    @Test
    void theTargetAndTheFallbackOfAUniSeeTheContext() {
        Supplier<Uni<String>> client = Breakers.builder(
                        new ServiceType<Supplier<Uni<String>>>() {},
                        () -> Uni.createFrom()
                                .context(context -> Uni.createFrom()
                                        .failure(new IllegalStateException("no " + context.get("tenant")))))
                .adapter(MutinyAdapters.all())
                .config(BreakerConfig.builder().build())
                .fallback(
                        "get",
                        (arguments, cause) -> Uni.createFrom()
                                .context(context -> Uni.createFrom()
                                        .item(cause.getMessage() + ", offline " + context.get("tenant"))))
                .build();

        assertThat(client.get().awaitUsing(CONTEXT).indefinitely()).isEqualTo("no acme, offline acme");
    }

    @Test
    void theTargetOfAMultiSeesTheContext() {
        Supplier<Multi<String>> client = Breakers.builder(
                        new ServiceType<Supplier<Multi<String>>>() {},
                        () -> Multi.createFrom()
                                .context(context -> Multi.createFrom().item("from " + context.get("tenant"))))
                .adapter(MutinyAdapters.all())
                .build();

        assertThat(client.get().toUni().awaitUsing(CONTEXT).indefinitely()).isEqualTo("from acme");
    }
}
