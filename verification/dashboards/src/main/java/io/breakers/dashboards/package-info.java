/**
 * Checks the dashboard and the alert rules: a real Prometheus ({@link io.breakers.dashboards.Prometheus}) scrapes an
 * outage ({@link io.breakers.dashboards.ScrapedOutage}) and is asked every query.
 */
@org.jspecify.annotations.NullMarked
package io.breakers.dashboards;
