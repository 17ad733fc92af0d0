package io.breakers.clients;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The recipe for the JDK's HTTP client. */
class HttpClientTest extends HttpContract {
    // snippet: http
    interface Catalogue {
        HttpResponse<String> product(String id) throws IOException, InterruptedException;
    }

    static final BreakerConfig CONFIG = BreakerConfig.builder()
            .failOnResult(answer -> answer instanceof HttpResponse<?> response && response.statusCode() >= 500)
            .build();

    static Catalogue protect(HttpClient http, URI server, Duration timeout, BreakerConfig config) {
        Catalogue catalogue = id -> http.send(
                HttpRequest.newBuilder(server.resolve("products/" + id))
                        .timeout(timeout)
                        .build(),
                BodyHandlers.ofString());
        return Breakers.protect(Catalogue.class, catalogue, config);
    }
    // end

    private Catalogue catalogue;

    @Override
    void connect(Duration patience) {
        catalogue = protect(HttpClient.newHttpClient(), URI.create(server.url()), patience, watched(CONFIG));
    }

    @Override
    void call(String mark) throws Exception {
        catalogue.product(mark);
    }
}
