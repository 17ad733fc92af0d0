/** An hour of a backend that is ill for a while, under several rules: what the page on choosing a rule shows. */
package io.breakers.examples.choosing;
