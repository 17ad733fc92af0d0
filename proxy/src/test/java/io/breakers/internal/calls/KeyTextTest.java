package io.breakers.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The text of a key in the name of its breaker (S56). */
class KeyTextTest {
    private static String hashed(String shown, String whole) {
        return shown + String.format("#%08x", whole.hashCode());
    }

    @Test
    void aHundredCharactersAreTheMost() {
        String longest = "x".repeat(100);
        assertThat(KeyText.of(longest)).isEqualTo(longest);

        String tooLong = "x".repeat(101);
        assertThat(KeyText.of(tooLong)).isEqualTo(hashed("x".repeat(91), tooLong));
    }

    @Test
    void noCharacterIsCutInTwo() {
        String over = "x".repeat(90) + "\uD83D\uDE00" + "y".repeat(20);
        assertThat(KeyText.of(over)).isEqualTo(hashed("x".repeat(90), over));

        String before = "x".repeat(89) + "\uD83D\uDE00" + "y".repeat(20);
        assertThat(KeyText.of(before)).isEqualTo(hashed("x".repeat(89) + "\uD83D\uDE00", before));
    }

    @Test
    void anEmptyTextStays() {
        assertThat(KeyText.of("")).isEmpty();
        assertThat(KeyText.of("\n")).isEqualTo(hashed(" ", "\n"));
    }
}
