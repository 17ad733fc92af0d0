package io.breakers.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A third party's payment gateway: a real HTTP server on the loopback address, whose health the example controls. */
final class PaymentGateway implements AutoCloseable {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String TRANSACTION = "Transaction";

    /** How the gateway treats the requests that reach it. */
    enum Health {
        HEALTHY("answers"),
        ERRORS("answers 503 to everything"),
        HANGING("takes the money, but never answers");

        private final String symptom;

        Health(String symptom) {
            this.symptom = symptom;
        }

        /** What a client sees of it. */
        String symptom() {
            return symptom;
        }
    }

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Map<String, String> transactions = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile Health health = Health.HEALTHY;

    PaymentGateway() throws IOException {
        // Port 0: whichever is free.
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/charges", this::charge);
        server.createContext("/health", exchange -> answer(exchange, 200));
        server.start();
    }

    URI address() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    void become(Health health) {
        this.health = health;
    }

    /** Whether a request for the order has arrived, whatever became of it. */
    boolean wasAskedFor(Order order) {
        return asked.contains(order.id());
    }

    /** The ids of the orders that have been charged. */
    Set<String> charged() {
        return Set.copyOf(transactions.keySet());
    }

    private void charge(HttpExchange exchange) throws IOException {
        String order = exchange.getRequestHeaders().getFirst(IDEMPOTENCY_KEY);
        asked.add(order);
        switch (health) {
            case HEALTHY -> {
                exchange.getResponseHeaders().set(TRANSACTION, book(order));
                answer(exchange, 200);
            }
            case ERRORS -> answer(exchange, 503);
            // Nothing is sent: the connection stays open until the client gives up.
            case HANGING -> book(order);
        }
    }

    /** Books an order once, however often it is asked to: the client may be repeating a request that had no answer. */
    private String book(String order) {
        return transactions.computeIfAbsent(order, id -> "txn-" + (transactions.size() + 1));
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1); // -1: there is no body
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
