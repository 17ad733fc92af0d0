package io.breakers.examples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Charges customers through the gateway's HTTP interface. An ordinary client that contains no breaker code. */
final class HttpPayments implements PaymentService {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private final Duration timeout;

    HttpPayments(URI gateway, Duration timeout) {
        this.gateway = gateway;
        this.timeout = timeout;
    }

    /** Opens the connection, so that it is not the first customer who waits for that. */
    void connect() throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(gateway.resolve("/health")).build(), BodyHandlers.discarding());
    }

    @Override
    public Payment charge(Order order) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/charges"))
                .timeout(timeout)
                .header(PaymentGateway.IDEMPOTENCY_KEY, order.id())
                .POST(BodyPublishers.ofString(Long.toString(order.cents())))
                .build();
        HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
            throw new IOException("HTTP " + answer.statusCode());
        }
        return Payment.paid(
                answer.headers().firstValue(PaymentGateway.TRANSACTION).orElseThrow());
    }
}
