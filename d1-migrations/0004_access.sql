CREATE TABLE `api_log` (
	`no` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at_ms` integer NOT NULL,
	`key_id` text,
	`channel` text,
	`operation` text NOT NULL,
	`status` integer NOT NULL,
	`code` text,
	`duration_ms` integer NOT NULL,
	`request_id` text NOT NULL,
	`trace_id` text NOT NULL,
	`country` text,
	`colo` text,
	`address` text,
	`user_agent` text
);
--> statement-breakpoint
CREATE INDEX `api_log_key` ON `api_log` (`key_id`,`no`);--> statement-breakpoint
CREATE TABLE `key_usage` (
	`id` text PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`channel` text NOT NULL,
	`operation` text NOT NULL,
	`hour_ms` integer NOT NULL,
	`requests` integer NOT NULL,
	`errors_4xx` integer NOT NULL,
	`errors_5xx` integer NOT NULL,
	`buckets` text NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `key_usage_key` ON `key_usage` (`key_id`,`hour_ms`);--> statement-breakpoint
CREATE INDEX `key_usage_hour` ON `key_usage` (`hour_ms`);--> statement-breakpoint
ALTER TABLE `api_keys` ADD `last_used_at_ms` integer;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `ends_at_ms` integer;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `seq` integer DEFAULT 0 NOT NULL;