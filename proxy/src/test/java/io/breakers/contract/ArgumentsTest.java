package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakers.api.Attempt;
import io.breakers.api.BreakerConfig;
import io.breakers.api.CallAdapter;
import io.breakers.proxy.ProtectionBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An adapter sees the arguments of a call and replaces them: here, callbacks that tell the outcome. */
class ArgumentsTest extends EngineSetting {
    interface Mailbox {
        void send(String text, int copies, Consumer<String> receipt);
    }

    /** Reports what the callback is told as the outcome. */
    private static final CallAdapter.Factory CALLBACKS = method -> (CallAdapter<Object>) call -> {
        Attempt<Object> attempt = call.start();
        List<Object> arguments = new ArrayList<>(call.arguments());
        @SuppressWarnings("unchecked")
        var receipt = (Consumer<String>) arguments.get(2);
        arguments.set(2, (Consumer<String>) text -> {
            attempt.succeeded(text);
            receipt.accept(text);
        });
        return attempt.call(arguments);
    };

    private final List<Consumer<String>> receipts = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();

    private ProtectionBuilder<Mailbox> builder() {
        return builder(Mailbox.class, (text, copies, receipt) -> {
            sent.add(copies + " " + text);
            receipts.add(receipt);
        });
    }

    @Test
    void aCallbackThatAnAdapterPutsInReportsTheOutcome() {
        var told = new ArrayList<String>();
        Mailbox mailbox = builder().adapter(CALLBACKS).build();
        mailbox.send("Dear", 2, told::add);
        assertThat(sent).containsExactly("2 Dear");
        assertThat(breaker(mailbox, "send").stats().inFlight()).isEqualTo(1);

        receipts.get(0).accept("done");
        assertThat(told).containsExactly("done");
        assertThat(breaker(mailbox, "send").stats().successes()).isEqualTo(1);
    }

    @Test
    void theArgumentsOfACallCannotBeModified() {
        CallAdapter.Factory careless =
                method -> (CallAdapter<Object>) call -> call.arguments().set(0, "other");
        Mailbox mailbox = builder().adapter(careless).build();

        assertThatThrownBy(() -> mailbox.send("Dear", 2, null)).isInstanceOf(UnsupportedOperationException.class);
    }

    private static CallAdapter.Factory giving(Object... arguments) {
        return method -> (CallAdapter<Object>) call -> {
            Attempt<Object> attempt = call.start();
            try {
                return attempt.call(Arrays.asList(arguments));
            } catch (Throwable thrown) {
                Attempt<Object> fallback = attempt.threw(thrown);
                if (fallback == null) {
                    throw thrown;
                }
                Object answer = fallback.call(Arrays.asList("instead", 9, null));
                fallback.succeeded(answer);
                return answer;
            }
        };
    }

    @Test
    void aWrongNumberOfArgumentsNamesTheMethod() {
        Mailbox mailbox = builder().adapter(giving("Dear")).build();

        assertThatThrownBy(() -> mailbox.send("Dear", 2, null))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Mailbox.send takes 3 arguments, was given 1");
    }

    @Test
    void anArgumentOfAWrongTypeIsAClassCastException() {
        Mailbox mailbox = builder().adapter(giving("Dear", "two", null)).build();

        assertThatThrownBy(() -> mailbox.send("Dear", 2, null))
                .isExactlyInstanceOf(ClassCastException.class)
                .hasMessage("an argument of send has a wrong type");
    }

    @Test
    void aFallbackTakesOtherArgumentsToo() {
        Mailbox mailbox = builder()
                .config(BreakerConfig.builder().failureThreshold(9).build())
                .adapter(giving("Dear", "two", null))
                .fallback((text, copies, receipt) -> sent.add(text + copies))
                .build();
        mailbox.send("Dear", 2, null);

        assertThat(sent).containsExactly("instead9");
    }
}
