/**
 * What became of alerts, by failures and by what people say of them; start from {@code GradeJob}.
 */
package io.lepton.jobs.feedback;
