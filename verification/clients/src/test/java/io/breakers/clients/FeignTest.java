package io.breakers.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import feign.Feign;
import feign.FeignException;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import feign.Retryer;
import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The recipe for Feign. */
class FeignTest extends HttpContract {
    // snippet: feign
    interface Shop {
        @RequestLine("GET /products/{id}")
        String product(@Param("id") String id);
    }

    static final BreakerConfig CONFIG =
            BreakerConfig.builder().failWhen(FeignTest::isOutage).build();

    private static boolean isOutage(Throwable thrown) {
        return !(thrown instanceof FeignException answer) || answer.status() < 400 || answer.status() >= 500;
    }

    static Shop protect(String url, Duration timeout, BreakerConfig config) {
        Shop shop = Feign.builder()
                .options(new Request.Options(timeout, timeout, true))
                .retryer(Retryer.NEVER_RETRY)
                .target(Shop.class, url);
        return Breakers.protect(Shop.class, shop, config, id -> "sold out");
    }
    // end

    private Shop shop;

    @Override
    void connect(Duration patience) {
        shop = protect(server.url(), patience, watched(CONFIG));
    }

    @Override
    void call(String mark) {
        shop.product(mark);
    }

    @Test
    void theFallbackAnswersForAServerThatIsDownAndNotForAProductThatIsUnknown() throws Throwable {
        connect(Duration.ofSeconds(30));
        breakDown();
        assertThat(shop.product("7")).isEqualTo("sold out");
        assertThat(catchThrowable(this::callInVain)).isInstanceOf(FeignException.NotFound.class);
    }
}
