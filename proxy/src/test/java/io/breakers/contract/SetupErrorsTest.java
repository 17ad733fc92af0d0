package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.BreakerConfig;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProtectionBuilder;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.DayOfWeek;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** S40, S41 and S32: what cannot be protected is said when it is tried, all of it at once, each with the remedy. */
class SetupErrorsTest {
    interface Payments {
        String charge(String customer);

        String charge(String customer, long cents);

        default String audit() {
            return "fine";
        }
    }

    static class Live implements Payments {
        @Override
        public String charge(String customer) {
            return customer;
        }

        @Override
        public String charge(String customer, long cents) {
            return customer + cents;
        }
    }

    interface Deferred {
        Future<String> later();
    }

    sealed interface Closed permits Closed.Only {
        String name();

        record Only(String name) implements Closed {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Marker {}

    @Marker
    private static final class Marked {}

    private static String refusal(Runnable attempt) {
        var message = new String[1];
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(attempt::run)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .satisfies(refused -> message[0] = refused.getMessage());
        return message[0];
    }

    private static ProtectionBuilder<Payments> builder() {
        return Breakers.builder(Payments.class, new Live());
    }

    @Test
    void h13_whatIsNotAPlainInterfaceHasItsSentence() {
        assertThat(refusal(() -> Breakers.protect(Live.class, new Live())))
                .isEqualTo(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Live: it is a class; only interfaces can be protected. It implements: io.breakers.contract.SetupErrorsTest$Payments");
        assertThat(refusal(() -> Breakers.protect(DayOfWeek.class, DayOfWeek.MONDAY)))
                .isEqualTo(
                        "Cannot protect java.time.DayOfWeek: it is an enum; only interfaces can be protected. It implements: java.io.Serializable, java.lang.Comparable, java.lang.constant.Constable, java.time.temporal.TemporalAccessor, java.time.temporal.TemporalAdjuster");
        assertThat(refusal(() -> Breakers.protect(int[].class, new int[0])))
                .isEqualTo(
                        "Cannot protect int[]: it is an array type; only interfaces can be protected. It implements: java.io.Serializable, java.lang.Cloneable");
        assertThat(refusal(() -> Breakers.protect(Closed.class, new Closed.Only("x"))))
                .isEqualTo(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Closed: it is sealed, so nothing but its permitted subtypes may implement it; protect an interface of your own that is not");
        assertThat(refusal(() -> Breakers.protect(Marker.class, Marked.class.getAnnotation(Marker.class))))
                .isEqualTo(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Marker: it is an annotation; only plain interfaces can be protected");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void h12_aTargetThatIsNoInstanceIsRefused() {
        assertThat(refusal(() -> Breakers.protect((Class) Payments.class, "a string")))
                .isEqualTo(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Payments: the target is not an instance of it, but of java.lang.String (loaded by the boot loader)");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void f3_aFallbackThatCannotAnswerIsRefused() {
        Payments target = new Live();
        assertThat(refusal(() -> Breakers.builder(Payments.class, target)
                        .fallback(target)
                        .build()))
                .isEqualTo(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Payments: the fallback is the target itself; give an object that can answer when the target cannot");
        assertThat(refusal(() ->
                        ((ProtectionBuilder) builder()).fallback("a string").build()))
                .isEqualTo(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Payments: the fallback is not an instance of it, but of java.lang.String (loaded by the boot loader)");
        assertThat(refusal(() -> builder()
                        .fallback(new Live())
                        .fallbackFactory(cause -> new Live())
                        .build()))
                .isEqualTo(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Payments: it was given a fallback and a fallbackFactory; give one of them");
        assertThat(refusal(() -> builder().noFallback("audit").build()))
                .isEqualTo(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Payments: noFallback was given, but no fallback; leave it out");
    }

    interface Finalized {
        void finalize();
    }

    @Test
    void g5_whatTheGarbageCollectorWouldCallIsRefused() {
        Finalized target = () -> {};
        assertThat(refusal(() -> Breakers.protect(Finalized.class, target)))
                .isEqualTo(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Finalized: it declares finalize(), which the"
                                + " garbage collector would call; leave it out of the interface");
    }

    @Test
    void whatIsNullIsRefusedByThatKindOfException() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Breakers.protect(Payments.class, null))
                .isExactlyInstanceOf(NullPointerException.class)
                .withMessage(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Payments: the target is null; give the object that does the work");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Breakers.protect((Class<Payments>) null, new Live()))
                .isExactlyInstanceOf(NullPointerException.class)
                .withMessage("type");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Breakers.protect(Payments.class, new Live(), null))
                .isExactlyInstanceOf(NullPointerException.class)
                .withMessage("config");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Breakers.protect(Payments.class, new Live(), BreakerConfig.defaults(), null))
                .isExactlyInstanceOf(NullPointerException.class)
                .withMessage("fallback");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Breakers.inspect(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .withMessage("object");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Breakers.isProtected(null))
                .isExactlyInstanceOf(NullPointerException.class)
                .withMessage("object");
        var builder = Breakers.builder(Payments.class, new Live());
        for (Consumer<String[]> names : List.<Consumer<String[]>>of(
                builder::unprotected,
                builder::treatAsSynchronous,
                builder::noFallback,
                methods -> builder.share("backend", methods))) {
            assertThatExceptionOfType(NullPointerException.class)
                    .isThrownBy(() -> names.accept(null))
                    .withMessage("methods");
            assertThatExceptionOfType(NullPointerException.class)
                    .isThrownBy(() -> names.accept(new String[] {"charge", null}))
                    .withMessage("methods");
        }
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        assertThat(refusal(() -> builder()
                        .config("refund", BreakerConfig.defaults())
                        .unprotected("audit")
                        .config("audit", BreakerConfig.defaults())
                        .treatAsSynchronous("charge(String)")
                        .name(" ")
                        .share("audit", "charge")
                        .build()))
                .isEqualTo("""
                        Cannot protect io.breakers.contract.SetupErrorsTest$Payments:
                          - config names refund, which it does not have; it has audit, charge(String,long), charge(String)
                          - a shared breaker cannot be called audit like a method that does not share in it
                          - its name must not be blank; leave it out to have the interface's simple name
                          - config was given for audit, which goes straight to the target; leave it out
                          - treatAsSynchronous was given for charge(String), whose return is its outcome anyway; leave it out""");
    }

    @Test
    void aDeferredOutcomeIsRefusedWithTheWaysOut() {
        Deferred target = () -> null;
        assertThat(refusal(() -> Breakers.protect(Deferred.class, target)))
                .isEqualTo(
                        "Cannot protect io.breakers.contract.SetupErrorsTest$Deferred: later promises its outcome by java.util.concurrent.Future, which nothing here can observe; give an adapter that can, or say treatAsSynchronous(\"later\") to take its return for the outcome, or unprotected(\"later\")");
    }

    @Test
    void whatIsNotOursCannotBeInspected() {
        assertThat(Breakers.isProtected("a string")).isFalse();
        assertThat(refusal(() -> Breakers.inspect("a string")))
                .isEqualTo(
                        "An object of java.lang.String is not protected by Breakers; inspect takes what Breakers.protect or a builder returned");
        Payments payments = builder().build();
        assertThat(refusal(() -> Breakers.inspect(payments).breaker("refund")))
                .isEqualTo(
                        "io.breakers.contract.SetupErrorsTest$Payments has no method refund; it has audit, charge(String,long), charge(String)");
        assertThat(refusal(() -> Breakers.inspect(payments).breaker("charge")))
                .isEqualTo("Payments.charge is overloaded; name one of charge(String,long), charge(String)");
    }
}
