package io.breakers.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import feign.Feign;
import feign.FeignException;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import feign.Retryer;
import io.breakers.api.BreakerConfigBuilder;
import org.junit.jupiter.api.Test;

/** Feign: plain, blocking methods that throw. */
class FeignClientTest extends HttpClientContract<FeignClientTest.Shop> {
    interface Shop {
        @RequestLine("GET /orders/{id}")
        String order(@Param("id") String id);

        @RequestLine("POST /orders/{id}?express={express}")
        @Headers({"X-Tenant: {tenant}", "Content-Type: text/plain"})
        String place(
                @Param("id") String id,
                @Param("express") boolean express,
                @Param("tenant") String tenant,
                String goods);
    }

    @Override
    Class<Shop> type() {
        return Shop.class;
    }

    @Override
    Shop client() {
        return Feign.builder().retryer(Retryer.NEVER_RETRY).target(Shop.class, server.url());
    }

    @Override
    Shop offline() {
        return new Shop() {
            @Override
            public String order(String id) {
                return "offline " + id;
            }

            @Override
            public String place(String id, boolean express, String tenant, String goods) {
                return "offline " + id;
            }
        };
    }

    @Override
    void failOnOutage(BreakerConfigBuilder config) {
        config.failWhen(thrown -> !(thrown instanceof FeignException.FeignClientException));
    }

    @Override
    String order(Shop shop, String id) {
        return shop.order(id);
    }

    @Override
    String place(Shop shop, String id, boolean express, String tenant, String goods) {
        return shop.place(id, express, tenant, goods);
    }

    @Test
    void theCallerCatchesFeignsOwnException() {
        Witness<Shop> witness = Witness.of(Shop.class, client());
        Shop shop = builder(witness.face()).build();
        server.answersWith(UNAVAILABLE);
        Throwable caught = catchThrowable(() -> shop.order("7"));

        assertThat(caught)
                .isExactlyInstanceOf(FeignException.ServiceUnavailable.class)
                .isSameAs(witness.thrown().get(0))
                .isSameAs(heard.throwables().get(0))
                .hasMessage("[503 Service Unavailable] during [GET] to [" + server.url()
                        + "orders/7] [Shop#order(String)]: []");
    }
}
