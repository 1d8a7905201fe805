"""What is done with an understood message: an action per ``action_*.py`` and ``validate_*.py``, named as in the domain.

They share, by what it is about:

a message
    ``_addresses``, ``_asking_back``, ``_choices``, ``_common_words``, ``_complaint_matters``,
    ``_contract_matters``, ``_counts``, ``_days_ahead``, ``_left_out``, ``_money_matters``, ``_names_and_places``,
    ``_outage_matters``, ``_paper_matters``, ``_placed_orders``, ``_price_matters``, ``_rerouting``,
    ``_retractions``, ``_strangers``, ``_switch_matters``, ``_turn``, ``_words``, ``_words_of_calls``,
    ``_words_of_contracts``, ``_words_of_delivery``, ``_words_of_fraud``, ``_words_of_leaving``,
    ``_words_of_lines``, ``_words_of_money``, ``_words_of_newcomers``, ``_words_of_orders``, ``_words_of_outages``,
    ``_words_of_people``, ``_words_of_prices``, ``_words_of_readings``, ``_words_of_returns``,
    ``_words_of_sending``, ``_words_of_terms``, ``_words_of_time``
an answer
    ``_matters`` (which action serves what), ``_matter_action``, ``_customer_action``, ``_selection``, ``_details``,
    ``_taking``, ``_forms``, ``_buttons``, ``_names``, ``_files``, ``_charts``
an errand
    ``_errand``, ``_steps``, ``_topics``, ``_drafts``, ``_hearing``, ``_hindrances``, ``_asking_again``, ``_set_aside``,
    ``_fresh_codes``, ``_progress``, ``_refusals``
records
    ``_backend``, ``_records``, and by subject: ``_assortment``, ``_billed_use``, ``_bills``, ``_callback_times``,
    ``_callbacks``, ``_complaints``, ``_consumption``, ``_contact``, ``_contracts``, ``_credits``, ``_device_checks``,
    ``_goods``, ``_hazards``, ``_installments``, ``_last_bill``, ``_leaving``, ``_moving``, ``_moving_days``,
    ``_notifications``, ``_offer_chart``, ``_offers``, ``_order_changes``, ``_order_steps``, ``_order_talk``,
    ``_order_track``, ``_ordering``, ``_orders``, ``_papers``, ``_papers_waited_for``,
    ``_payment_plans``, ``_photos``, ``_products``, ``_reading_steps``, ``_readings_said``, ``_several_goods``,
    ``_switch_track``, ``_switch_ways``, ``_switches``
"""
