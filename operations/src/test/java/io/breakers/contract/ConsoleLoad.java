package io.breakers.contract;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that asks a console as fast as it can: the address, and how many requests. */
public final class ConsoleLoad {
    private static final int THREADS = 20;

    private ConsoleLoad() {}

    public static void main(String[] arguments) throws InterruptedException {
        var uri = URI.create(arguments[0]).resolve("/api/breakers");
        int requests = Integer.parseInt(arguments[1]);
        var left = new AtomicInteger(requests);
        var answers = new AtomicInteger();
        HttpClient client = HttpClient.newHttpClient();
        var threads = new ArrayList<Thread>();
        for (int thread = 0; thread < THREADS; thread++) {
            threads.add(new Thread(() -> {
                while (left.getAndDecrement() > 0) {
                    ask(client, uri, answers);
                }
            }));
        }
        long start = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        long perSecond = requests * 1_000_000_000L / (System.nanoTime() - start);
        System.out.println(answers + " answers of " + requests + ", " + perSecond + " a second");
    }

    private static void ask(HttpClient client, URI uri, AtomicInteger answers) {
        try {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200 && answer.body().contains("\"stock\"")) {
                answers.incrementAndGet();
            }
        } catch (Exception failed) {
            System.out.println(failed);
        }
    }
}
