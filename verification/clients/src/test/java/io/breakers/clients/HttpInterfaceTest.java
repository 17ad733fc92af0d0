package io.breakers.clients;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import java.time.Duration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** The recipe for the HTTP interfaces of Spring. */
class HttpInterfaceTest extends HttpContract {
    // snippet: spring
    interface Shop {
        @GetExchange("products/{id}")
        String product(@PathVariable("id") String id);
    }

    static final BreakerConfig CONFIG = BreakerConfig.builder()
            .failOn(HttpServerErrorException.class, ResourceAccessException.class)
            .build();

    static Shop protect(String url, Duration timeout, BreakerConfig config) {
        var http = new JdkClientHttpRequestFactory();
        http.setReadTimeout(timeout);
        RestClient client =
                RestClient.builder().requestFactory(http).baseUrl(url).build();
        Shop shop = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
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
        shop.product(mark);
    }
}
