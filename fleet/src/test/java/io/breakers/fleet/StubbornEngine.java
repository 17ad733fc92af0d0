package io.breakers.fleet;

import io.breakers.fleet.internal.messages.DocumentText;
import io.breakers.fleet.internal.messages.Subject;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An engine with one document, which answers at once, or never what it is told to be silent about. */
final class StubbornEngine implements FleetChannel, FleetChannel.Line {
    private static final Entry DOCUMENT = new Entry(
            Subject.THE_DOCUMENT.key(),
            7,
            1,
            new DocumentText(Map.of("defaults.open-for", "7s"), new DocumentText.Back(null)).text());

    private static final Map<String, Object> ANSWERS = Map.of(
            "beat", new Pulse(1, 7, false),
            "read", new Contents(1, 7, List.of(DOCUMENT)),
            "write", new Change(7, 8, new Entry("c:Stock.find", 8, 1, "1\tforce-open\t0\tops-7\twhy")),
            "members", List.of(),
            "leave", true);

    /** Names of methods of a connection, and {@code connect}. */
    final Set<String> silent = ConcurrentHashMap.newKeySet();

    /** The same, for what is answered when it is waited for. */
    final Set<String> late = ConcurrentHashMap.newKeySet();

    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();

    /** Whether it has no place for a further command. */
    volatile boolean isFull;

    private final Connection connection = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> method.getName().equals("close") ? null : answer(method.getName()));

    private CompletionStage<Object> answer(String question) {
        return answer(question, isFull && question.equals("write") ? null : ANSWERS.get(question));
    }

    private <T> CompletionStage<T> answer(String question, T answer) {
        var asked = new CompletableFuture<T>();
        if (late.contains(question)) {
            answers.add(() -> asked.complete(answer));
        } else if (!silent.contains(question)) {
            asked.complete(answer);
        }
        return asked;
    }

    void answerLate() {
        for (Runnable next = answers.poll(); next != null; next = answers.poll()) {
            next.run();
        }
    }

    @Override
    public CompletionStage<Connection> connect(Receiver receiver) {
        return answer("connect", connection);
    }

    @Override
    public Line open() {
        return this;
    }

    @Override
    public void close() {}

    @Override
    public String group() {
        return "stubborn";
    }

    @Override
    public String toString() {
        return "memory";
    }
}
