/** The cost of a protected call, compared with a direct call and with other libraries. */
package io.breakers.benchmarks;
