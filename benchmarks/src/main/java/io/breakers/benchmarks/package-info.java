/** What a protected call costs, beside a direct one and beside other libraries. */
package io.breakers.benchmarks;
