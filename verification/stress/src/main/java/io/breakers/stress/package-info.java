/** Races between two threads, on real processors and with what real compilers make of the code. */
package io.breakers.stress;
