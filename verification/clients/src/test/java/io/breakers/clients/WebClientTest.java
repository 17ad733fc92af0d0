package io.breakers.clients;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import java.time.Duration;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Mono;

/** The recipe for the HTTP interfaces of Spring over a {@code WebClient}. */
class WebClientTest extends HttpContract {
    // snippet: webclient
    interface Shop {
        @GetExchange("products/{id}")
        Mono<String> product(@PathVariable("id") String id);
    }

    static final BreakerConfig CONFIG =
            BreakerConfig.builder().failWhen(WebClientTest::isOutage).build();

    private static boolean isOutage(Throwable thrown) {
        return !(thrown instanceof WebClientResponseException answer)
                || answer.getStatusCode().is5xxServerError();
    }

    static Shop protect(String url, Duration timeout, BreakerConfig config) {
        var http = new JdkClientHttpConnector();
        http.setReadTimeout(timeout);
        WebClient client =
                WebClient.builder().clientConnector(http).baseUrl(url).build();
        Shop shop = HttpServiceProxyFactory.builderFor(WebClientAdapter.create(client))
                .build()
                .createClient(Shop.class);
        return Breakers.protect(Shop.class, shop, config);
    }
    // end

    private Shop shop;

    @Override
    void connect(Duration patience) {
        shop = protect(server.url(), patience, watched(CONFIG));
    }

    @Override
    void call(String mark) {
        shop.product(mark).block();
    }
}
