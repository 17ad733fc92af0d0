package io.breakers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.breakers.api.Breaker;
import io.breakers.api.CallRejectedException;
import io.breakers.proxy.Breakers;
import io.breakers.proxy.ProxyEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated classes are found again by their interface; another choice of guarded methods must not find them. */
@Tag("byte-buddy")
class ShapeTest {
    interface Doors {
        String front();

        String back();
    }

    private static final Doors OPEN = new Doors() {
        @Override
        public String front() {
            return "front";
        }

        @Override
        public String back() {
            return "back";
        }
    };

    @Test
    void whatOneProtectionLeavesUnprotectedAnotherStillGuards() {
        Doors one = Breakers.builder(Doors.class, OPEN).unprotected("back").build();
        Doors other = Breakers.builder(Doors.class, OPEN).unprotected("front").build();
        Breakers.inspect(one).breaker("front").forceOpen();
        Breakers.inspect(other).breaker("back").forceOpen();

        assertThat(one.back()).isEqualTo("back");
        assertThat(other.front()).isEqualTo("front");
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(one::front);
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(other::back);
    }

    @Test
    void whatOneProtectionLeavesWithoutAFallbackAnotherStillAnswers() {
        Doors bare = Breakers.protect(Doors.class, OPEN);
        Doors answered = Breakers.builder(Doors.class, OPEN)
                .fallbackFactory(cause -> OPEN)
                .noFallback("back")
                .build();
        Breakers.inspect(bare).breaker("front").forceOpen();
        Breakers.inspect(answered).breakers().forEach(Breaker::forceOpen);

        assertThat(answered.front()).isEqualTo("front");
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(answered::back);
        assertThatExceptionOfType(CallRejectedException.class).isThrownBy(bare::front);
    }

    @Test
    void protectionsOfOneShapeShareAClass() {
        assertThat(Breakers.protect(Doors.class, OPEN))
                .hasSameClassAs(Breakers.builder(Doors.class, OPEN).build());
    }

    /** S40: what the call of each method is, was decided when the class was made. */
    @Test
    void noCallThroughAGeneratedClassIsReflective() {
        var between = new ArrayList<List<String>>();
        Doors watching = new Doors() {
            @Override
            public String front() {
                between.add(generatedCallers());
                return "front";
            }

            @Override
            public String back() {
                between.add(generatedCallers());
                throw new IllegalStateException("closed");
            }
        };
        Doors doors = Breakers.builder(Doors.class, watching)
                .engine(ProxyEngine.GENERATED)
                .fallbackFactory(cause -> watching)
                .build();

        assertThat(doors.front()).isEqualTo("front");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(doors::back);
        Breakers.inspect(doors).breakers().forEach(Breaker::forceOpen);
        assertThat(doors.front()).isEqualTo("front");

        assertThat(between).hasSize(4).allSatisfy(frames -> assertThat(frames).hasSize(1));
    }

    /**
     * The generated frames that call the target directly: none if reflection, whose frames are shown, is in between.
     */
    private static List<String> generatedCallers() {
        return StackWalker.getInstance(StackWalker.Option.SHOW_HIDDEN_FRAMES)
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .dropWhile(name -> name.startsWith(ShapeTest.class.getName()) && !name.contains("Protected"))
                        .takeWhile(name -> name.contains("Protected"))
                        .toList());
    }
}
